package dev.tokenwright.chat.jinja;

import dev.tokenwright.chat.jinja.Execution.Flow;
import org.jspecify.annotations.Nullable;

/** Makes executions of blocks whose output goes to a variable or through filters. */
final class CaptureCompiler {
    private final StatementCompiler outer;

    CaptureCompiler(StatementCompiler outer) {
        this.outer = outer;
    }

    Execution assignBlock(Stmt.AssignBlock block) {
        Scope innerScope = outer.scope().inner();
        innerScope.analyze(block.body());
        StatementCompiler inner = outer.within(innerScope);
        // the filter's arguments are read as the body's variables are
        if (block.filter() != null) {
            innerScope.readAll(block.filter());
        }
        Execution body = inner.scoped(block.body());
        Evaluation text = captured(inner, block.filter());
        Variables.Assignment target = outer.assignment(block.target());
        return frame -> {
            StrBuilder before = frame.render.capture();
            Flow flow = body.in(frame);
            StrValue written = frame.render.captured(before);
            if (flow == Flow.NEXT) {
                target.set(frame, frame.render.safe(text == null ? written : withText(frame, written, text)));
            }
            return flow;
        };
    }

    /** The captured text passes to filters through a variable of the render. */
    private static Value withText(Frame frame, StrValue written, Evaluation text) {
        StrValue before = frame.render.exchangeCaptured(written);
        Value value = text.in(frame);
        frame.render.exchangeCaptured(before);
        return value;
    }

    private static @Nullable Evaluation captured(StatementCompiler inner, Expr.@Nullable Filter filter) {
        return filter == null
                ? null
                : inner.expressions().calls().filters(filter, frame -> frame.render.lastCaptured());
    }

    Execution filterBlock(Stmt.FilterBlock block) {
        Scope innerScope = outer.scope().inner();
        innerScope.analyze(block.body());
        innerScope.readAll(block.filter());
        StatementCompiler inner = outer.within(innerScope);
        Execution body = inner.scoped(block.body());
        Evaluation text = Parser.present(captured(inner, block.filter()));
        return frame -> {
            StrBuilder before = frame.render.capture();
            Flow flow = body.in(frame);
            StrValue written = frame.render.captured(before);
            if (flow == Flow.NEXT) {
                frame.render.write(withText(frame, written, text));
            }
            return flow;
        };
    }
}
