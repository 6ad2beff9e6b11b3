package dev.tokenwright.chat.jinja;

import dev.tokenwright.error.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A compiled template. Immutable; any number of threads may render it at once. */
public final class Template {
    private static final int MAX_LENGTH = 1 << 22;

    private final String name;
    private final String source;
    private final StatementCompiler.Program program;

    private Template(String name, String source, StatementCompiler.Program program) {
        this.name = name;
        this.source = source;
        this.program = program;
    }

    /**
     * Compiles a template.
     *
     * @param name the template's name in messages, such as the name of its file
     * @throws TemplateException if the template is not well-formed
     */
    public static Template compile(String name, String template) {
        Objects.requireNonNull(name, "name");
        String source = Lexer.normalized(template);
        try {
            if (source.length() > MAX_LENGTH) {
                throw Failure.limit("the template is longer than " + MAX_LENGTH + " characters", "");
            }
            return new Template(name, source, StatementCompiler.compile(Parser.parse(source)));
        } catch (Failure failure) {
            throw located(failure, name, source);
        } catch (StackOverflowError tooDeep) {
            // no state outlives the attempt
            throw located(Failure.recursion("the template is nested too deeply"), name, source);
        }
    }

    /**
     * Renders the template.
     *
     * @param variables plain data: null, booleans, numbers, strings, lists and maps with string keys
     * @throws TemplateException if the template fails or refuses the data
     */
    public RenderedText render(Map<String, ? extends @Nullable Object> variables, RenderOptions options) {
        try {
            boolean tracking = options.origins() != RenderOptions.Origins.IGNORED;
            InputData data = InputData.of(variables, tracking);
            Render render = new Render(data.variables(), data.characters(), options);
            program.body().in(new Frame(render, null, program.slots()));
            StrValue text = render.out().build();
            return new RenderedText(text.text(), spans(text, tracking), render.generations(), render.writes(source));
        } catch (Failure failure) {
            throw located(failure, name, source);
        } catch (StackOverflowError tooDeep) {
            // a render's state dies with it
            throw located(Failure.recursion("maximum recursion depth exceeded"), name, source);
        }
    }

    private static List<TextSpan> spans(StrValue text, boolean tracking) {
        List<TextSpan> spans = new ArrayList<>();
        Runs runs = text.runs();
        if (!tracking || text.text().isEmpty()) {
            return spans;
        }
        if (runs == null) {
            return List.of(new TextSpan(0, text.text().length(), Origin.TEMPLATE, TextSpan.DERIVED));
        }
        int start = 0;
        for (int run = 0; run < runs.count(); run++) {
            spans.add(new TextSpan(start, runs.end(run), runs.origin(run), runs.start(run)));
            start = runs.end(run);
        }
        return spans;
    }

    private static TemplateException located(Failure failure, String name, String source) {
        SourcePlace place = SourcePlace.at(source, failure.offset());
        return new TemplateException(
                failure.kind(),
                name,
                place.line(),
                place.column(),
                failure.detail(),
                failure.hint(),
                failure.reference());
    }

    /** The template's name in messages. */
    public String name() {
        return name;
    }

    /** The template's text, with one kind of newline and none at the end: what origins count in. */
    public String source() {
        return source;
    }

    /** The variables that the template reads and does not set itself, in the order of their first places. */
    public List<VariableRead> variables() {
        return program.survey().variables(source);
    }

    /** Where the template's {@code generation} tags stand. */
    public List<SourcePlace> generationTags() {
        return program.survey().generations(source);
    }

    /** The place of an offset into {@link #source}. */
    public SourcePlace place(int offset) {
        return SourcePlace.at(source, offset);
    }

    @Override
    public String toString() {
        return name;
    }
}
