package dev.tokenwright.chat.prompt;

import dev.tokenwright.Vocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Special tokens that are cut out of a text before a model sees it. Immutable. */
final class SegmentedText {
    private static final Set<String> ROLES =
            Set.of("bos_token", "eos_token", "pad_token", "mask_token", "cls_token", "sep_token", "unk_token");

    private final Vocabulary vocabulary;
    private final Map<String, String> names;
    private final Map<String, Integer> ids;
    private final Map<Integer, String> tokens;
    private final int idLimit;

    /** At every place, the token that was named first of those that match. */
    private final Pattern pattern;

    private SegmentedText(Vocabulary vocabulary, Map<String, String> names, Map<String, Integer> ids, int idLimit) {
        this.vocabulary = vocabulary;
        this.names = names;
        this.ids = ids;
        this.idLimit = idLimit;
        this.tokens = new LinkedHashMap<>();
        ids.forEach((token, id) -> tokens.put(id, token));
        this.pattern = Pattern.compile(ids.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|")));
    }

    /** A token that the model has keeps its id; a new one gets the next id after the model's. */
    static SegmentedText of(Map<String, String> names, Vocabulary vocabulary) {
        return new SegmentedText(vocabulary, Map.of(), Map.of(), vocabulary.idLimit()).with(names);
    }

    /** The same with more tokens, which come after those that are there. */
    SegmentedText with(Map<String, String> more) {
        Map<String, String> allNames = new LinkedHashMap<>(names);
        Map<String, Integer> allIds = new LinkedHashMap<>(ids);
        int next = idLimit;
        for (Map.Entry<String, String> entry : more.entrySet()) {
            allNames.put(
                    entry.getKey().startsWith("#") ? "#" + allNames.size() : entry.getKey(),
                    refuseEmpty(entry.getValue()));
            if (!allIds.containsKey(entry.getValue())) {
                OptionalInt own = vocabulary.id(entry.getValue());
                allIds.put(entry.getValue(), own.isPresent() ? own.getAsInt() : next++);
            }
        }
        return new SegmentedText(vocabulary, allNames, allIds, next);
    }

    /** A token without a text would be everywhere. */
    private static String refuseEmpty(String token) {
        if (token.isEmpty()) {
            throw new IllegalArgumentException("a special token must not be empty");
        }
        return token;
    }

    Map<String, Integer> ids() {
        return Collections.unmodifiableMap(ids);
    }

    /** A stretch of text and the special token after it, which the last stretch lacks. */
    record Segment(String text, Optional<Integer> special) {}

    List<Segment> cut(String text) {
        List<Segment> segments = new ArrayList<>();
        int from = 0;
        if (!ids.isEmpty()) {
            for (Matcher matcher = pattern.matcher(text); matcher.find(); from = matcher.end()) {
                Integer id = ids.get(matcher.group());
                segments.add(new Segment(text.substring(from, matcher.start()), Optional.ofNullable(id)));
            }
        }
        segments.add(new Segment(text.substring(from), Optional.empty()));
        return segments;
    }

    OptionalInt id(String token) {
        Integer id = ids.get(token);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    Optional<String> token(int id) {
        return Optional.ofNullable(tokens.get(id));
    }

    OptionalInt named(String name) {
        String token = names.get(name);
        return token == null ? OptionalInt.empty() : id(token);
    }

    /** Ids of tokens without a role, when the six roles that Megatron asks for are taken; else nothing. */
    List<Integer> withoutRole() {
        List<Integer> without = new ArrayList<>();
        names.forEach((name, token) -> {
            if (!ROLES.contains(name)) {
                id(token).ifPresent(without::add);
            }
        });
        return without;
    }

    int idLimit() {
        return idLimit;
    }
}
