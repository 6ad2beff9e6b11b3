package dev.tokenwright.chat.check;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.RenderedChat;
import dev.tokenwright.chat.check.Answer.Question;
import dev.tokenwright.chat.check.Answer.Verdict;
import dev.tokenwright.chat.jinja.InputWrite;
import dev.tokenwright.chat.jinja.SourcePlace;
import dev.tokenwright.error.TemplateException;
import dev.tokenwright.spec.AddedToken;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where a template writes what somebody typed, so that control tokens in it become control where that is allowed; and
 * whether it is kept from that where it is not, tried with control tokens in every text of every probe.
 */
final class ControlCheck {
    /** Control tokens that are tried, spread over those of the tokenizer. */
    private static final int TRIED = 64;

    private final Trials trials;

    ControlCheck(Trials trials) {
        this.trials = trials;
    }

    Answer answer() {
        Map<SourcePlace, Set<String>> places =
                new TreeMap<>(Comparator.comparingInt(SourcePlace::line).thenComparingInt(SourcePlace::column));
        for (Trials.Trial trial : trials.rendered()) {
            for (InputWrite write : trial.rendered().orElseThrow().rendered().writes()) {
                String path = pattern(write.path().toString());
                if (!trials.isTrusted(write.path().root()) && !path.equals("messages[].role")) {
                    places.computeIfAbsent(write.place(), key -> new TreeSet<>())
                            .add(path);
                }
            }
        }
        List<Finding> findings = new ArrayList<>();
        places.forEach((place, paths) -> findings.add(Finding.at(place, "writes " + String.join(", ", paths))));
        List<String> tokens = tokens();
        Set<String> escaped = escaped(tokens);
        escaped.forEach(token -> findings.add(Finding.of("typed text becomes " + token + " even where it may not")));
        boolean isUnknown = trials.rendered().isEmpty();
        Verdict verdict = isUnknown ? Verdict.UNKNOWN : escaped.isEmpty() ? Verdict.YES : Verdict.NO;
        String summary = isUnknown
                ? "the template took no conversation"
                : "typed text is written in " + (places.size() == 1 ? "1 place" : places.size() + " places")
                        + ", where the reference takes control tokens in it for control; as-text "
                        + (escaped.isEmpty() ? "keeps" : "does not keep") + " all " + tokens.size() + " tried from it";
        return new Answer(Question.CONTROL, verdict, summary, findings);
    }

    /** A path with every index left open. */
    static String pattern(String path) {
        return path.replaceAll("\\[\\d+\\]", "[]");
    }

    private List<String> tokens() {
        List<String> contents = trials.template().tokenizer().spec().addedTokens().stream()
                .map(AddedToken::content)
                .filter(content -> !content.isBlank() && content.length() > 1)
                .toList();
        int stride = Math.max(1, (contents.size() + TRIED - 1) / TRIED);
        return IntStream.range(0, contents.size())
                .filter(index -> index % stride == 0)
                .mapToObj(contents::get)
                .toList();
    }

    /** The control tokens that typed text became. */
    private Set<String> escaped(List<String> tokens) {
        Set<String> escaped = new TreeSet<>();
        String hostile = String.join(" ", tokens);
        for (Trials.Trial trial : trials.rendered()) {
            Set<String> found = controlTokens(filled(trial.probe().conversation(), hostile));
            found.removeAll(controlTokens(trial.probe().conversation()));
            escaped.addAll(found);
        }
        return escaped;
    }

    /** The control tokens of a conversation; a template may refuse one, and then there are none. */
    private Set<String> controlTokens(Conversation conversation) {
        try {
            return controlTokens(trials.renderSafely(conversation));
        } catch (TemplateException refused) {
            return new TreeSet<>();
        }
    }

    private Set<String> controlTokens(RenderedChat rendered) {
        Tokenizer tokenizer = trials.template().tokenizer();
        return IntStream.of(rendered.ids())
                .filter(tokenizer.vocabulary()::isSpecial)
                .mapToObj(id -> tokenizer.vocabulary().token(id).orElse(""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The same conversation with a text behind each of its texts; roles stay. */
    private static Conversation filled(Conversation conversation, String text) {
        List<Message> messages = new ArrayList<>();
        for (Message message : conversation.messages()) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            message.fields()
                    .forEach((name, value) -> fields.put(
                            name, name.equals("role") || name.equals("tool_call_id") ? value : filled(value, text)));
            messages.add(new Message(fields));
        }
        return new Conversation(messages, conversation.tools(), conversation.documents(), conversation.variables());
    }

    private static @Nullable Object filled(@Nullable Object value, String text) {
        if (value instanceof String known) {
            return known.equals("text") || known.equals("function") ? known : known + text;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> changed = new ArrayList<>();
            list.forEach(element -> changed.add(filled(element, text)));
            return changed;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> changed = new LinkedHashMap<>();
            map.forEach((name, member) -> changed.put(String.valueOf(name), filled(member, text)));
            return changed;
        }
        return value;
    }
}
