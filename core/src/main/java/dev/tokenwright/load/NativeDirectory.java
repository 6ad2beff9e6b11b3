package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.Direction;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lays the files beside a tokenizer over one that is not a {@code tokenizer.json}. Ids stay those of its own format's
 * reference: the files say which tokens play which part, how BERT's vocabulary is meant, sizes and templates. A token that
 * the vocabulary lacks is refused; the reader of tiktoken's ranks has taken the tokens from the files itself.
 */
final class NativeDirectory {
    private NativeDirectory() {}

    /** The tokenizer with what the files say. */
    static TokenizerSpec read(DirectoryConfig config, String name, TokenizerSpec own, FileLedger ledger) {
        boolean bert = name.equals("vocab.txt");
        if (!FastDirectory.applies(config)) {
            return bert ? lowerCased(config, own) : own;
        }
        TokenizerSpec spec = bert
                ? lowerCased(config, bert(config, ledger.read(config.directory().resolve(name))))
                : own;
        ConfigTokens tokens = ConfigTokens.of(config, Optional.empty(), TokenizerClass.PLAIN);
        AddedTokenRegister register = new AddedTokenRegister(spec.model().vocabulary(), spec.addedTokens());
        if (!spec.origin().format().startsWith(TiktokenReader.FORMAT)) {
            refuseMore(tokens, register, name);
        }
        return spec.withDefaults(new DefaultsReader(config, Direction.RIGHT).read(tokens, register, spec));
    }

    /** Says that texts are lower-cased when nothing but the default of the reference says so. */
    private static TokenizerSpec lowerCased(DirectoryConfig config, TokenizerSpec spec) {
        if (config.settings().containsKey("do_lower_case")) {
            return spec;
        }
        Origin origin = spec.origin();
        List<String> notes = new ArrayList<>(origin.notes());
        notes.add("vocab.txt does not say whether texts are lower-cased, and no file beside it does: it is assumed;"
                + " do_lower_case in tokenizer_config.json says otherwise");
        return spec.withOrigin(new Origin(origin.format(), origin.files(), notes));
    }

    private static void refuseMore(ConfigTokens tokens, AddedTokenRegister register, String name) {
        for (ConfigToken token : tokens.all()) {
            if (!token.content().isEmpty() && !register.has(token.content())) {
                throw new LoadException(
                        LoadException.Kind.UNSUPPORTED,
                        Place.of(DirectoryConfig.TOKENIZER_CONFIG),
                        "the token " + Quoted.text(token.content()) + " is not in " + name
                                + ", and only a tokenizer.json can be given more tokens. Put one there, or name " + name
                                + " itself to load that file alone");
            }
        }
    }

    /** BERT's vocabulary as the settings mean it, with the defaults of the reference. */
    private static TokenizerSpec bert(DirectoryConfig config, FileLedger.LoadedFile file) {
        BertOptions options = new BertOptions(
                true,
                config.strictFlag("tokenize_chinese_chars", true),
                config.optional("strip_accents").map(JsonNode::bool),
                config.strictFlag("do_lower_case", true),
                new BertOptions.SpecialTokens(
                        text(config, "unk_token", "[UNK]"),
                        text(config, "sep_token", "[SEP]"),
                        text(config, "cls_token", "[CLS]"),
                        text(config, "pad_token", "[PAD]"),
                        text(config, "mask_token", "[MASK]")));
        return TokenizerFiles.bertVocabulary(file.content(), file.name(), options);
    }

    private static String text(DirectoryConfig config, String key, String otherwise) {
        return config.optional(key)
                .map(ConfigToken::read)
                .map(ConfigToken::content)
                .orElse(otherwise);
    }
}
