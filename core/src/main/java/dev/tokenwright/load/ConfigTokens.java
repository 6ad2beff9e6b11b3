package dev.tokenwright.load;

import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.wire.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The tokens that the files beside a {@code tokenizer.json} name, as {@code transformers} 4.57 puts them together:
 * which play a part by name, which are extra, and which are added in the order of their ids.
 */
final class ConfigTokens {
    /** The names that every tokenizer has, in the order in which their tokens are added. */
    static final List<String> STANDARD =
            List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");

    private static final String EXTRA = "extra_special_tokens";
    private static final String ADDITIONAL = "additional_special_tokens";
    private static final String DECLARED = "added_tokens_decoder";

    private final DirectoryConfig config;
    /** The settings, with those of the special tokens map laid over. */
    private final Map<String, JsonNode> settings;
    /** Keys of settings whose values come from the special tokens map, where objects are special tokens. */
    private final Set<String> fromMap = new HashSet<>();

    private final Map<String, ConfigToken> ownNames = new LinkedHashMap<>();
    private final TreeMap<Long, ConfigToken> declared = new TreeMap<>();
    private final Map<String, ConfigToken> declaredByContent = new HashMap<>();
    private final Map<String, ConfigToken> named = new LinkedHashMap<>();
    private List<ConfigToken> extra = List.of();
    /** Extra tokens of the special tokens map, which come after those of the settings. */
    private List<JsonNode> mapExtra = List.of();

    private ConfigTokens(DirectoryConfig config) {
        this.config = config;
        this.settings = new LinkedHashMap<>(config.settings());
    }

    /**
     * Puts the tokens together.
     *
     * @param fileTokens the added tokens of {@code tokenizer.json}
     * @param chosen what the class adds to the settings
     */
    static ConfigTokens of(DirectoryConfig config, Optional<JsonNode> fileTokens, TokenizerClass chosen) {
        ConfigTokens tokens = new ConfigTokens(config);
        tokens.takeOwnNames();
        tokens.readDeclared(fileTokens);
        tokens.readNamed(chosen);
        tokens.readExtra(chosen);
        return tokens;
    }

    /** The tokens with names, standard names first. */
    Map<String, ConfigToken> named() {
        return named;
    }

    /** The special tokens without names. */
    List<ConfigToken> extra() {
        return extra;
    }

    /** The token that is declared with an id. */
    Optional<ConfigToken> declared(long id) {
        return Optional.ofNullable(declared.get(id));
    }

    /** Every token that is named, extra or declared with an id. */
    List<ConfigToken> all() {
        List<ConfigToken> all = new ArrayList<>(declared.values());
        all.addAll(named.values());
        all.addAll(extra);
        return all;
    }

    /** Moves the extra tokens that have names; a list of them, which later versions write, counts as additional. */
    private void takeOwnNames() {
        JsonNode node = settings.remove(EXTRA);
        if (node == null || node.isNull()) {
            return;
        }
        if (node.type() == JsonNode.Type.OBJECT) {
            node.members().forEach((name, token) -> ownNames.put(name, ConfigToken.read(token)));
        } else if (!node.elements().isEmpty()) {
            settings.putIfAbsent(ADDITIONAL, node);
        }
    }

    private void readDeclared(Optional<JsonNode> fileTokens) {
        JsonNode own = settings.get(DECLARED);
        if (own != null) {
            own.members().forEach((id, token) -> declare(id(id, token), ConfigToken.readRules(token)));
            return;
        }
        layOverSpecialTokensMap();
        readAddedTokens();
        fileTokens.ifPresent(node -> node.elements().forEach(element -> {
            Section section = new Section(element);
            long id = section.required("id").length();
            declare(
                    id,
                    ConfigToken.of(new AddedToken(
                            0,
                            section.string("content"),
                            section.bool("single_word"),
                            section.bool("lstrip"),
                            section.bool("rstrip"),
                            section.bool("normalized"),
                            section.bool("special"))));
        }));
    }

    private void layOverSpecialTokensMap() {
        config.object(DirectoryConfig.SPECIAL_TOKENS_MAP).forEach((key, node) -> {
            if (key.equals(ADDITIONAL) && node.type() == JsonNode.Type.ARRAY) {
                mapExtra = node.elements();
            } else {
                settings.put(key, node);
                fromMap.add(key);
            }
        });
        takeOwnNames();
    }

    private void readAddedTokens() {
        Set<String> special = new HashSet<>();
        for (String key : STANDARD) {
            JsonNode node = settings.get(key);
            if (node != null && (node.type() == JsonNode.Type.STRING || fromMap.contains(key) && !node.isNull())) {
                special.add(token(key, node).content());
            }
        }
        JsonNode list = settings.get(ADDITIONAL);
        if (list != null && list.type() == JsonNode.Type.ARRAY) {
            for (JsonNode node : list.elements()) {
                if (node.type() == JsonNode.Type.STRING) {
                    special.add(node.string());
                }
            }
        }
        mapExtra.forEach(node -> special.add(extraOfMap(node).content()));
        config.object(DirectoryConfig.ADDED_TOKENS).forEach((content, id) -> {
            boolean isSpecial = special.contains(content);
            AddedToken rules = new AddedToken(0, content, false, false, false, !isSpecial, isSpecial);
            declared.put((long) id.length(), ConfigToken.of(rules));
        });
    }

    private void declare(long id, ConfigToken token) {
        declared.put(id, token);
        declaredByContent.put(token.content(), token);
    }

    private static long id(String text, JsonNode token) {
        boolean digits = !text.isEmpty() && text.length() <= 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            throw token.invalid("the key must be an id");
        }
        return Long.parseLong(text);
    }

    private ConfigToken token(String key, JsonNode node) {
        boolean special = fromMap.contains(key) && node.type() == JsonNode.Type.OBJECT;
        return special ? ConfigToken.readSpecial(node) : ConfigToken.read(node);
    }

    private void readNamed(TokenizerClass chosen) {
        for (String key : STANDARD) {
            JsonNode node = settings.get(key);
            Optional<ConfigToken> token = node == null
                    ? chosen.defaultToken(key)
                    : Optional.of(node).filter(value -> !value.isNull()).map(value -> declaredOr(token(key, value)));
            token.map(value -> chosen.wrap(key, value)).ifPresent(value -> named.put(key, value));
        }
        named.putAll(ownNames);
    }

    private ConfigToken declaredOr(ConfigToken token) {
        return declaredByContent.getOrDefault(token.content(), token);
    }

    private void readExtra(TokenizerClass chosen) {
        Optional<List<ConfigToken>> given = list(ADDITIONAL);
        if (!mapExtra.isEmpty()) {
            List<ConfigToken> tokens = new ArrayList<>(given.orElse(List.of()));
            for (JsonNode node : mapExtra) {
                ConfigToken token = extraOfMap(node);
                if (!tokens.contains(token)) {
                    tokens.add(token);
                }
            }
            given = Optional.of(tokens);
        }
        extra = chosen.extraTokens(given, config);
    }

    private Optional<List<ConfigToken>> list(String key) {
        return Optional.ofNullable(settings.get(key))
                .filter(node -> !node.isNull())
                .map(node -> node.elements().stream().map(ConfigToken::read).toList());
    }

    private static ConfigToken extraOfMap(JsonNode node) {
        return node.type() == JsonNode.Type.OBJECT ? ConfigToken.readSpecial(node) : ConfigToken.read(node);
    }

    /** Adds the tokens that the register has not, or has with other rules. */
    void addTo(AddedTokenRegister register) {
        List<ConfigToken> toAdd = missing(register);
        Set<String> names = new HashSet<>();
        playing().forEach(token -> names.add(token.content()));
        for (ConfigToken token : toAdd) {
            if (!token.content().isEmpty()) {
                register.add(names.contains(token.content()) ? token.special().rules() : token.rules());
            }
        }
    }

    private List<ConfigToken> missing(AddedTokenRegister register) {
        Set<ConfigToken> present = new HashSet<>();
        Set<String> texts = new HashSet<>();
        for (AddedToken token : register.tokens()) {
            present.add(ConfigToken.of(withoutId(token)));
            texts.add(token.content());
        }
        List<ConfigToken> toAdd = new ArrayList<>();
        declared.values().stream().filter(token -> !present.contains(token)).forEach(toAdd::add);
        toAdd.forEach(token -> texts.add(token.content()));
        addUnknown(playing(), texts, toAdd);
        return toAdd;
    }

    /** The special tokens, each text once: standard names, extra tokens, other names. */
    private Collection<ConfigToken> playing() {
        Map<String, ConfigToken> playing = new LinkedHashMap<>();
        STANDARD.forEach(key -> Optional.ofNullable(named.get(key)).ifPresent(token -> put(playing, token)));
        extra.forEach(token -> put(playing, token));
        ownNames.values().forEach(token -> put(playing, token));
        return playing.values();
    }

    private static void put(Map<String, ConfigToken> playing, ConfigToken token) {
        playing.putIfAbsent(token.content(), token);
    }

    /** A text is known when a token has it; a token with rules only when it is to be added already. */
    private static void addUnknown(Collection<ConfigToken> tokens, Set<String> texts, List<ConfigToken> toAdd) {
        for (ConfigToken token : tokens) {
            boolean known = token.bare() && texts.contains(token.content());
            if (!known && !toAdd.contains(token)) {
                toAdd.add(token);
            }
        }
    }

    private static AddedToken withoutId(AddedToken token) {
        return new AddedToken(
                0,
                token.content(),
                token.singleWord(),
                token.stripLeft(),
                token.stripRight(),
                token.normalized(),
                token.special());
    }
}
