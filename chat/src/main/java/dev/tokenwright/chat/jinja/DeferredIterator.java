package dev.tokenwright.chat.jinja;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Elements that are computed, all at once, when the first is asked for. */
final class DeferredIterator implements Iterator<Value> {
    private final Supplier<List<Value>> computation;
    private @Nullable Iterator<Value> elements;

    DeferredIterator(Supplier<List<Value>> computation) {
        this.computation = computation;
    }

    private Iterator<Value> elements() {
        Iterator<Value> known = elements;
        if (known == null) {
            known = computation.get().iterator();
            elements = known;
        }
        return known;
    }

    @Override
    public boolean hasNext() {
        return elements().hasNext();
    }

    @Override
    public Value next() {
        return elements().next();
    }
}
