package dev.tokenwright.load;

import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.wire.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The tokens that the files beside a {@code tokenizer.json} name, as {@code transformers} 5.24 puts them together:
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
     * @param recipe what the class adds to the settings
     */
    static ConfigTokens of(DirectoryConfig config, Optional<JsonNode> fileTokens, ClassRecipe recipe) {
        ConfigTokens tokens = new ConfigTokens(config);
        tokens.renameAdditional();
        tokens.takeOwnNames();
        tokens.readDeclared(fileTokens);
        tokens.readNamed(recipe);
        tokens.readExtra(recipe);
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

    /** Every token that is named, extra or declared with an id. */
    List<ConfigToken> all() {
        List<ConfigToken> all = new ArrayList<>(declared.values());
        all.addAll(named.values());
        all.addAll(extra);
        return all;
    }

    /** All texts of special tokens, each once. */
    Set<String> specialTexts() {
        Set<String> texts = new LinkedHashSet<>();
        named.values().forEach(token -> texts.add(token.content()));
        extra.forEach(token -> texts.add(token.content()));
        return texts;
    }

    private void renameAdditional() {
        JsonNode additional = settings.get(ADDITIONAL);
        if (additional != null && isEmpty(settings.get(EXTRA))) {
            settings.remove(ADDITIONAL);
            settings.put(EXTRA, additional);
        }
    }

    private static boolean isEmpty(@org.jspecify.annotations.Nullable JsonNode node) {
        return node == null
                || node.isNull()
                || node.type() == JsonNode.Type.ARRAY && node.elements().isEmpty()
                || node.type() == JsonNode.Type.OBJECT && node.members().isEmpty();
    }

    /** Moves the names that are not standard, and extra tokens that have names. */
    private void takeOwnNames() {
        for (String key : List.copyOf(settings.keySet())) {
            JsonNode node = settings.get(key);
            boolean own = key.endsWith("_token") && !STANDARD.contains(key);
            if (node != null && own && node.type() == JsonNode.Type.STRING) {
                ownNames.put(key, ConfigToken.read(node));
                settings.remove(key);
            }
        }
        takeNamedExtra();
    }

    private void takeNamedExtra() {
        JsonNode node = settings.get(EXTRA);
        if (node != null && node.type() == JsonNode.Type.OBJECT) {
            node.members().forEach((name, token) -> ownNames.put(name, ConfigToken.read(token)));
            settings.remove(EXTRA);
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
            if (key.equals(EXTRA) && node.type() == JsonNode.Type.ARRAY) {
                mapExtra = node.elements();
            } else {
                settings.put(key, node);
                fromMap.add(key);
            }
        });
        takeNamedExtra();
    }

    private void readAddedTokens() {
        Set<String> special = new HashSet<>();
        for (String key : STANDARD) {
            JsonNode node = settings.get(key);
            if (node != null && (node.type() == JsonNode.Type.STRING || fromMap.contains(key) && !node.isNull())) {
                special.add(token(key, node).content());
            }
        }
        JsonNode list = settings.get(EXTRA);
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
            declare(id.length(), ConfigToken.of(rules));
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

    private void readNamed(ClassRecipe recipe) {
        for (String key : STANDARD) {
            JsonNode node = settings.get(key);
            Optional<ConfigToken> token = node == null
                    ? recipe.defaultToken(key)
                    : Optional.of(node).filter(value -> !value.isNull()).map(value -> declaredOr(token(key, value)));
            token.map(value -> recipe.wrap(key, value)).ifPresent(value -> named.put(key, value));
        }
        settings.forEach((key, node) -> {
            boolean own = key.endsWith("_token") && !STANDARD.contains(key);
            if (own && (ConfigToken.isToken(node) || fromMap.contains(key) && node.type() == JsonNode.Type.OBJECT)) {
                named.put(key, token(key, node));
            }
        });
        named.putAll(ownNames);
    }

    private ConfigToken declaredOr(ConfigToken token) {
        return declaredByContent.getOrDefault(token.content(), token);
    }

    private void readExtra(ClassRecipe recipe) {
        if (settings.containsKey(EXTRA) || !mapExtra.isEmpty()) {
            List<ConfigToken> tokens = new ArrayList<>(list(EXTRA).orElse(List.of()));
            for (JsonNode node : mapExtra) {
                ConfigToken token = extraOfMap(node);
                if (!tokens.contains(token)) {
                    tokens.add(token);
                }
            }
            extra = tokens;
        } else {
            extra = recipe.extraTokens(list(ADDITIONAL), config);
        }
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
        named.values().forEach(token -> names.add(token.content()));
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
        addUnknown(named.values(), texts, toAdd);
        addUnknown(extra, texts, toAdd);
        return toAdd;
    }

    private static void addUnknown(Collection<ConfigToken> tokens, Set<String> texts, List<ConfigToken> toAdd) {
        for (ConfigToken token : tokens) {
            if (!texts.contains(token.content()) && !toAdd.contains(token)) {
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
