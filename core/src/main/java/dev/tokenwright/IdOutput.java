package dev.tokenwright;

import dev.tokenwright.text.Ints;

/** Where an {@link IdEncoder} puts its ids: a list that keeps them, or one that only counts. Belongs to one call. */
final class IdOutput {
    private Ints ids = new Ints(0);
    private boolean keeps;
    private int enough;
    /** Ids that have been counted and forgotten. */
    private int forgotten;

    /** Starts over with a list that ids are added to, up to {@code newEnough} in all. */
    IdOutput keep(Ints list, int newEnough) {
        return start(list, newEnough, true);
    }

    /** Starts over with a list to work in; ids are only counted, up to {@code newEnough}. */
    IdOutput count(Ints list, int newEnough) {
        list.clear();
        return start(list, newEnough, false);
    }

    private IdOutput start(Ints list, int newEnough, boolean newKeeps) {
        ids = list;
        enough = newEnough;
        keeps = newKeeps;
        forgotten = 0;
        return this;
    }

    /** The list that takes the next ids. */
    Ints ids() {
        return ids;
    }

    /** Whether there are not yet enough. */
    boolean wantsMore() {
        return size() < enough;
    }

    /** Says that some pieces are done. */
    void endChunk() {
        if (!keeps) {
            forgotten += ids.size();
            ids.clear();
        }
    }

    /** Number of ids; there may be more than enough. */
    int size() {
        return forgotten + ids.size();
    }
}
