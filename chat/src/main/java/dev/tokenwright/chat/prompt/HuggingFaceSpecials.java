package dev.tokenwright.chat.prompt;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.Vocabulary;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.ModelDefaults;
import dev.tokenwright.spec.SpecialTokens;
import dev.tokenwright.spec.SpecialTokens.Named;
import dev.tokenwright.spec.TokenizerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Adds special tokens to a Hugging Face tokenizer and says which roles tokens play. */
final class HuggingFaceSpecials {
    /** The order in which tokens with a role get their ids. */
    private static final List<SpecialRole> ORDER = List.of(
            SpecialRole.UNK,
            SpecialRole.MASK,
            SpecialRole.PAD,
            SpecialRole.SEP,
            SpecialRole.EOS,
            SpecialRole.BOS,
            SpecialRole.CLS);

    private static final String SUFFIX = "_token";
    private static final Set<String> ROLE_NAMES =
            ORDER.stream().map(role -> name(role) + SUFFIX).collect(Collectors.toUnmodifiableSet());

    private HuggingFaceSpecials() {}

    /** Adds what the options say, and lets the tokens that open or end a text stand in for each other. */
    static TokenizerSpec add(TokenizerSpec spec, LibraryOptions.HuggingFace options) {
        SpecialTokens known = spec.defaults().specialTokens();
        Map<SpecialRole, String> roles = roles(options.tokens(), known);
        Set<String> contents = new LinkedHashSet<>();
        for (SpecialRole role : ORDER) {
            if (roles.containsKey(role)) {
                contents.add(roles.get(role));
            }
        }
        contents.addAll(options.additional());
        TokenizerSpec extended = withTokens(spec, contents);
        Vocabulary vocabulary = Tokenizer.of(extended).vocabulary();
        Map<String, Named> named = new LinkedHashMap<>(known.named());
        roles.forEach((role, content) -> named.put(name(role), named(vocabulary, content)));
        List<Named> extra = options.additional().isEmpty()
                ? known.extra()
                : options.additional().stream()
                        .map(content -> named(vocabulary, content))
                        .toList();
        return extended.withDefaults(withTokens(spec.defaults(), new SpecialTokens(named, extra)));
    }

    /**
     * The roles that change. As in Megatron, a separator that is asked for is lost when the tokenizer has a closing token
     * but no separator.
     */
    private static Map<SpecialRole, String> roles(Map<SpecialRole, String> asked, SpecialTokens known) {
        Map<SpecialRole, String> roles = new LinkedHashMap<>(asked);
        Optional<String> eos = known.token("eos").map(Named::content);
        Optional<String> sep = known.token("sep").map(Named::content);
        if (!asked.containsKey(SpecialRole.EOS)) {
            if (eos.isEmpty()) {
                sep.ifPresent(token -> roles.put(SpecialRole.EOS, token));
            } else if (sep.isEmpty()) {
                roles.put(SpecialRole.SEP, eos.get());
            }
        }
        Optional<String> bos = known.token("bos").map(Named::content);
        Optional<String> cls = known.token("cls").map(Named::content);
        if (!asked.containsKey(SpecialRole.BOS) && bos.isEmpty()) {
            cls.ifPresent(token -> roles.put(SpecialRole.BOS, token));
        }
        if (!asked.containsKey(SpecialRole.CLS) && cls.isEmpty()) {
            bos.ifPresent(token -> roles.put(SpecialRole.CLS, token));
        }
        return roles;
    }

    /**
     * Adds tokens, none of which the tokenizer may have.
     *
     * @throws IllegalArgumentException when it has one
     */
    static TokenizerSpec addNew(TokenizerSpec spec, List<String> tokens) {
        Vocabulary vocabulary = Tokenizer.of(spec).vocabulary();
        for (String token : tokens) {
            if (vocabulary.id(token).isPresent()) {
                throw new IllegalArgumentException(
                        "the tokenizer already has the special token " + token + "; name only tokens that are new");
            }
        }
        return withTokens(spec, new LinkedHashSet<>(tokens));
    }

    /**
     * Adds tokens, some of which the tokenizer may have. A token whose name is a role's plays that role from now on; the
     * others come to those that play none.
     */
    static TokenizerSpec addNamed(TokenizerSpec spec, Map<String, String> names) {
        TokenizerSpec extended = withTokens(spec, new LinkedHashSet<>(names.values()));
        Vocabulary vocabulary = Tokenizer.of(extended).vocabulary();
        SpecialTokens known = spec.defaults().specialTokens();
        Map<String, Named> named = new LinkedHashMap<>(known.named());
        List<Named> extra = new ArrayList<>(known.extra());
        names.forEach((name, content) -> {
            Named token = named(vocabulary, content);
            if (ROLE_NAMES.contains(name)) {
                named.put(name.substring(0, name.length() - SUFFIX.length()), token);
            } else if (!extra.contains(token)) {
                extra.add(token);
            }
        });
        return extended.withDefaults(withTokens(spec.defaults(), new SpecialTokens(named, extra)));
    }

    private static ModelDefaults withTokens(ModelDefaults defaults, SpecialTokens tokens) {
        return new ModelDefaults(
                tokens,
                defaults.maxLength(),
                defaults.paddingSide(),
                defaults.truncationSide(),
                defaults.stopIds(),
                defaults.chatTemplates());
    }

    private static TokenizerSpec withTokens(TokenizerSpec spec, Set<String> contents) {
        Vocabulary vocabulary = Tokenizer.of(spec).vocabulary();
        List<AddedToken> tokens = new ArrayList<>(spec.addedTokens());
        Set<String> known = new LinkedHashSet<>();
        tokens.forEach(token -> known.add(token.content()));
        int next = nextId(spec);
        for (String content : contents) {
            if (content.isEmpty()) {
                throw new IllegalArgumentException("a special token must not be empty");
            }
            if (known.add(content)) {
                int id = vocabulary.id(content).orElse(next);
                next = id == next ? next + 1 : next;
                tokens.add(AddedToken.control(id, content));
            }
        }
        return new TokenizerSpec(
                spec.origin(),
                spec.model(),
                tokens,
                spec.normalizer(),
                spec.splitter(),
                spec.frame(),
                spec.decoder(),
                spec.truncation(),
                spec.padding(),
                spec.unknownIds(),
                spec.addedTokenSearch(),
                spec.defaults());
    }

    /** The id of the next new token: after the model's tokens, or after the largest id of an added token. */
    private static int nextId(TokenizerSpec spec) {
        int size = spec.model().vocabulary().size();
        int largest = spec.addedTokens().stream().mapToInt(AddedToken::id).max().orElse(-1);
        return Math.max(size, largest + 1);
    }

    private static Named named(Vocabulary vocabulary, String content) {
        return new Named(content, vocabulary.id(content).orElseThrow());
    }

    private static String name(SpecialRole role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
