package dev.tokenwright.chat.jinja;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of a stretch of the template, and where each has its value. Made before the stretch is compiled. */
final class Scope {
    /*
     * The rules are the reference's (its "symbols"): a name that is read but never set is looked up in the data when the
     * stretch begins; a name that is set has a place of its own, which starts with the value of the same name further
     * out, or with nothing. A name that only some branches of an "if" set starts with what the other branches would see.
     */

    /** Where a variable is: a slot of a function's frame. */
    record Place(Layout layout, int slot) {}

    /** The slots of a function's frame. */
    static final class Layout {
        private final @Nullable Layout parent;
        private final Map<String, Integer> slots = new HashMap<>();

        Layout(@Nullable Layout parent) {
            this.parent = parent;
        }

        private Place place(int level, String name) {
            return new Place(this, slots.computeIfAbsent(level + ":" + name, key -> slots.size()));
        }

        int size() {
            return slots.size();
        }

        /** How many functions further out another layout's frame lies. */
        int hopsTo(Layout other) {
            int hops = 0;
            for (Layout layout = this; layout != other; layout = java.util.Objects.requireNonNull(layout.parent)) {
                hops++;
            }
            return hops;
        }
    }

    /** What a place holds when its scope begins. */
    sealed interface Start {
        /** What a call or a loop puts there. */
        record Given() implements Start {}

        /** The variable of the data. */
        record Looked(String name) implements Start {}

        /** The value of a place further out. */
        record Copied(Place from) implements Start {}

        /** Nothing. */
        record Nothing() implements Start {}
    }

    private final @Nullable Scope parent;
    private final int level;
    private final Layout layout;
    private final Map<String, Place> places;
    private final Map<Place, Start> starts;
    private final Set<String> stores;
    private final Survey survey;

    private Scope(
            @Nullable Scope parent,
            int level,
            Layout layout,
            Map<String, Place> places,
            Map<Place, Start> starts,
            Set<String> stores,
            Survey survey) {
        this.parent = parent;
        this.level = level;
        this.layout = layout;
        this.places = places;
        this.starts = starts;
        this.stores = stores;
        this.survey = survey;
    }

    /** The scope of a whole template or of a block. */
    static Scope root() {
        return new Scope(
                null, 0, new Layout(null), new HashMap<>(), new LinkedHashMap<>(), new LinkedHashSet<>(), new Survey());
    }

    /** A scope inside, in the same frame. */
    Scope inner() {
        return new Scope(
                this, level + 1, layout, new HashMap<>(), new LinkedHashMap<>(), new LinkedHashSet<>(), survey);
    }

    /** A scope inside, with a frame of its own. */
    Scope function() {
        return new Scope(
                this,
                level + 1,
                new Layout(layout),
                new HashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashSet<>(),
                survey);
    }

    private Scope branch() {
        return new Scope(
                parent,
                level,
                layout,
                new HashMap<>(places),
                new LinkedHashMap<>(starts),
                new LinkedHashSet<>(stores),
                survey);
    }

    Layout layout() {
        return layout;
    }

    /** What the whole template was seen to use. */
    Survey survey() {
        return survey;
    }

    Map<Place, Start> starts() {
        return starts;
    }

    @Nullable
    Place find(String name) {
        Place place = places.get(name);
        return place != null || parent == null ? place : parent.find(name);
    }

    Place place(String name) {
        Place place = find(name);
        if (place == null) {
            throw new IllegalStateException("no place for " + name);
        }
        return place;
    }

    private Place define(String name, Start start) {
        Place place = layout.place(level, name);
        places.put(name, place);
        starts.put(place, start);
        return place;
    }

    Place declare(String name) {
        stores.add(name);
        return define(name, new Start.Given());
    }

    private void read(String name) {
        if (find(name) == null) {
            survey.lookUp(name);
            define(name, new Start.Looked(name));
        }
    }

    private void store(String name) {
        stores.add(name);
        if (!places.containsKey(name)) {
            Place outer = parent == null ? null : parent.find(name);
            define(name, outer == null ? new Start.Nothing() : new Start.Copied(outer));
        }
    }

    void readAll(@Nullable Expr expression) {
        survey.visit(expression);
        if (expression instanceof Expr.Name name) {
            read(name.name());
        } else if (expression != null) {
            expression.children(this::readAll);
        }
    }

    /** Declares what a loop or a {@code with} gives a value. */
    void declareAll(Stmt.Target target) {
        for (String name : names(target)) {
            declare(name);
        }
    }

    void storeAll(Stmt.Target target) {
        if (target instanceof Stmt.Target.Variable variable) {
            store(variable.name());
        } else if (target instanceof Stmt.Target.Member member) {
            read(member.namespace());
        } else if (target instanceof Stmt.Target.Several several) {
            several.targets().forEach(this::storeAll);
        }
    }

    /** The variables of a target. */
    static List<String> names(Stmt.Target target) {
        List<String> names = new ArrayList<>();
        if (target instanceof Stmt.Target.Variable variable) {
            names.add(variable.name());
        } else if (target instanceof Stmt.Target.Several several) {
            several.targets().forEach(part -> names.addAll(names(part)));
        }
        return names;
    }

    /** Finds the names of statements; the bodies of inner scopes have their own. */
    void analyze(List<Stmt> body) {
        body.forEach(this::analyze);
    }

    private void analyze(Stmt statement) {
        if (statement instanceof Stmt.Print print) {
            readAll(print.value());
        } else if (statement instanceof Stmt.Assign assign) {
            readAll(assign.value());
            storeAll(assign.target());
        } else if (statement instanceof Stmt.If branches) {
            analyzeBranches(branches);
        } else if (statement instanceof Stmt.For loop) {
            readAll(loop.iterable());
        } else if (statement instanceof Stmt.Macro macro) {
            store(macro.name());
        } else if (statement instanceof Stmt.CallBlock call) {
            readAll(call.call());
        } else if (statement instanceof Stmt.FilterBlock block) {
            readAll(block.filter());
        } else if (statement instanceof Stmt.With with) {
            with.values().forEach(this::readAll);
        } else if (statement instanceof Stmt.Autoescape block) {
            readAll(block.on());
        } else if (statement instanceof Stmt.AssignBlock block) {
            storeAll(block.target());
        }
    }

    private void analyzeBranches(Stmt.If statement) {
        readAll(statement.test());
        Scope body = branch();
        body.analyze(statement.body());
        Scope elifs = branch();
        for (Stmt.If elif : statement.elifs()) {
            elifs.analyzeBranches(elif);
        }
        Scope otherwise = branch();
        otherwise.analyze(statement.otherwise());
        merge(List.of(body, elifs, otherwise));
    }

    private void merge(List<Scope> branches) {
        Set<String> stored = new LinkedHashSet<>();
        branches.forEach(branch -> stored.addAll(branch.stores));
        stored.removeAll(new HashSet<>(stores));
        for (Scope branch : branches) {
            places.putAll(branch.places);
            starts.putAll(branch.starts);
            stores.addAll(branch.stores);
        }
        for (String name : stored) {
            Place outer = parent == null ? null : parent.find(name);
            starts.put(place(name), outer == null ? new Start.Looked(name) : new Start.Copied(outer));
        }
    }
}
