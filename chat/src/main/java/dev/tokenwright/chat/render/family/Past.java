package dev.tokenwright.chat.render.family;

import java.util.Arrays;

/** The ids that a model has seen and sampled. The arrays are not changed by anybody. */
record Past(int[] prompt, int[] completion) {
    /** Index in the completion of the first of some ids, or -1. */
    int firstOf(int[] wanted) {
        for (int index = 0; index < completion.length; index++) {
            if (contains(wanted, completion[index])) {
                return index;
            }
        }
        return -1;
    }

    /** The completion with another id behind it. */
    Past with(int id) {
        int[] longer = Arrays.copyOf(completion, completion.length + 1);
        longer[completion.length] = id;
        return new Past(prompt, longer);
    }

    /** The completion with other ids behind it. */
    Past with(int[] more) {
        int[] longer = Arrays.copyOf(completion, completion.length + more.length);
        System.arraycopy(more, 0, longer, completion.length, more.length);
        return new Past(prompt, longer);
    }

    /** All ids. */
    int[] ids() {
        int[] all = Arrays.copyOf(prompt, prompt.length + completion.length);
        System.arraycopy(completion, 0, all, prompt.length, completion.length);
        return all;
    }

    /** The last id of the completion, or -1. */
    int last() {
        return completion.length == 0 ? -1 : completion[completion.length - 1];
    }

    static boolean contains(int[] ids, int id) {
        for (int each : ids) {
            if (each == id) {
                return true;
            }
        }
        return false;
    }
}
