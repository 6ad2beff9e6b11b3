package dev.tokenwright.chat.jinja;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The variables that a loop sets, its target and all bodies inside included. */
final class SetNames {
    private final Set<String> names = new HashSet<>();

    private SetNames() {}

    static Set<String> of(Stmt statement) {
        SetNames found = new SetNames();
        found.visit(statement);
        return found.names;
    }

    private void visit(List<Stmt> body) {
        body.forEach(this::visit);
    }

    private void visit(Stmt statement) {
        if (statement instanceof Stmt.Assign assign) {
            names.addAll(Scope.names(assign.target()));
        } else if (statement instanceof Stmt.AssignBlock block) {
            names.addAll(Scope.names(block.target()));
            visit(block.body());
        } else if (statement instanceof Stmt.For loop) {
            names.addAll(Scope.names(loop.target()));
            visit(loop.body());
            visit(loop.otherwise());
        } else if (statement instanceof Stmt.If branches) {
            visit(branches.body());
            branches.elifs().forEach(this::visit);
            visit(branches.otherwise());
        } else if (statement instanceof Stmt.Macro macro) {
            visit(macro.body());
        } else if (statement instanceof Stmt.CallBlock block) {
            visit(block.body());
        } else if (statement instanceof Stmt.Generation block) {
            visit(block.body());
        } else if (statement instanceof Stmt.FilterBlock block) {
            visit(block.body());
        } else if (statement instanceof Stmt.With with) {
            visit(with.body());
        } else if (statement instanceof Stmt.Autoescape block) {
            visit(block.body());
        }
    }
}
