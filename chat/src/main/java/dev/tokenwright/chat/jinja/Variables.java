package dev.tokenwright.chat.jinja;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Reading, setting and preparing variables. */
final class Variables {
    private Variables() {}

    static Evaluation read(Scope scope, String name) {
        Scope.Place place = scope.place(name);
        int hops = scope.layout().hopsTo(place.layout());
        int slot = place.slot();
        if (hops == 0) {
            return frame -> {
                Value value = frame.slots[slot];
                return value != null ? value : frame.render.missing(name);
            };
        }
        return frame -> {
            Value value = frame.outer(hops).slots[slot];
            return value != null ? value : frame.render.missing(name);
        };
    }

    /** Checks before anything is computed that members are set on namespaces alone. */
    static Preparation namespaceCheck(Scope scope, Stmt.Target target) {
        if (target instanceof Stmt.Target.Several several) {
            List<Preparation> checks = new ArrayList<>();
            several.targets().forEach(part -> checks.add(namespaceCheck(scope, part)));
            return frame -> checks.forEach(check -> check.in(frame));
        }
        if (!(target instanceof Stmt.Target.Member member)) {
            return frame -> {};
        }
        Evaluation namespace = read(scope, member.namespace());
        return frame -> {
            if (!(namespace.in(frame) instanceof NamespaceValue)) {
                throw Failure.runtime("cannot assign attribute on non-namespace object")
                        .at(member.at());
            }
        };
    }

    /** Sets what a target names. */
    interface Assignment {
        /** Sets it. */
        void set(Frame frame, Value value);
    }

    static Assignment assignment(Scope scope, Stmt.Target target) {
        if (target instanceof Stmt.Target.Variable variable) {
            return assignment(scope, variable.name());
        }
        if (target instanceof Stmt.Target.Member member) {
            Evaluation namespace = read(scope, member.namespace());
            return (frame, value) -> {
                if (!(namespace.in(frame) instanceof NamespaceValue known)) {
                    throw Failure.runtime("cannot assign attribute on non-namespace object")
                            .at(member.at());
                }
                frame.render.spend(8);
                known.set(member.name(), value);
            };
        }
        Stmt.Target.Several several = (Stmt.Target.Several) target;
        List<Assignment> parts = new ArrayList<>();
        several.targets().forEach(part -> parts.add(assignment(scope, part)));
        return (frame, value) -> unpack(frame, value, parts, several.at());
    }

    static Assignment assignment(Scope scope, String name) {
        Scope.Place place = scope.place(name);
        int hops = scope.layout().hopsTo(place.layout());
        int slot = place.slot();
        return hops == 0
                ? (frame, value) -> frame.slots[slot] = value
                : (frame, value) -> frame.outer(hops).slots[slot] = value;
    }

    private static void unpack(Frame frame, Value value, List<Assignment> parts, int at) {
        if (!value.iterable()) {
            throw Failure.type("cannot unpack non-iterable " + value.type() + " object")
                    .at(at);
        }
        Iterator<Value> values = value.iterator();
        List<Value> unpacked = new ArrayList<>();
        while (values.hasNext() && unpacked.size() <= parts.size()) {
            unpacked.add(values.next());
        }
        if (unpacked.size() > parts.size()) {
            throw Failure.value("too many values to unpack (expected " + parts.size() + ")")
                    .at(at);
        }
        if (unpacked.size() < parts.size()) {
            throw Failure.value(
                            "not enough values to unpack (expected " + parts.size() + ", got " + unpacked.size() + ")")
                    .at(at);
        }
        for (int index = 0; index < parts.size(); index++) {
            parts.get(index).set(frame, unpacked.get(index));
        }
    }

    /** Gives the places of a scope their first values. */
    static Preparation entry(Scope scope) {
        List<Preparation> steps = new ArrayList<>();
        for (Map.Entry<Scope.Place, Scope.Start> start : scope.starts().entrySet()) {
            int slot = start.getKey().slot();
            if (start.getValue() instanceof Scope.Start.Looked looked) {
                steps.add(frame -> frame.slots[slot] = frame.render.resolve(looked.name()));
            } else if (start.getValue() instanceof Scope.Start.Copied copied) {
                int hops = scope.layout().hopsTo(copied.from().layout());
                int from = copied.from().slot();
                steps.add(frame -> frame.slots[slot] = frame.outer(hops).slots[from]);
            } else if (start.getValue() instanceof Scope.Start.Nothing) {
                steps.add(frame -> frame.slots[slot] = null);
            }
        }
        Preparation[] all = steps.toArray(Preparation[]::new);
        return frame -> {
            for (Preparation step : all) {
                step.in(frame);
            }
        };
    }

    /** Something done to a frame. */
    interface Preparation {
        /** Does it. */
        void in(Frame frame);
    }
}
