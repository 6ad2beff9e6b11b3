package dev.tokenwright.chat.prompt.command;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The options that a command line has, with their words. Of an option that comes twice, the later counts. */
final class ArgumentLine {
    private final Map<Flag, List<String>> words = new EnumMap<>(Flag.class);

    private ArgumentLine() {}

    /** @throws IllegalArgumentException when an option is not known or its words do not fit */
    static ArgumentLine parse(List<String> arguments) {
        ArgumentLine line = new ArgumentLine();
        for (int at = 0; at < arguments.size(); ) {
            String argument = arguments.get(at++);
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            Flag flag = Flag.named(name).orElseThrow(() -> new IllegalArgumentException("unknown option: " + name));
            List<String> taken = new ArrayList<>();
            if (equals >= 0) {
                taken.add(argument.substring(equals + 1));
            } else {
                int most = most(flag);
                while (taken.size() < most && at < arguments.size() && !isOption(arguments.get(at))) {
                    taken.add(arguments.get(at++));
                }
            }
            check(flag, taken);
            line.words.put(flag, List.copyOf(taken));
        }
        return line;
    }

    private static boolean isOption(String argument) {
        return argument.startsWith("--");
    }

    private static int most(Flag flag) {
        return switch (flag.takes()) {
            case NOTHING -> 0;
            case ONE, NUMBER -> 1;
            case SOME, ANY -> Integer.MAX_VALUE;
        };
    }

    private static void check(Flag flag, List<String> taken) {
        boolean fits =
                switch (flag.takes()) {
                    case NOTHING -> taken.isEmpty();
                    case ONE, NUMBER -> taken.size() == 1;
                    case SOME -> !taken.isEmpty();
                    case ANY -> true;
                };
        if (!fits) {
            throw new IllegalArgumentException(
                    flag.spelling() + (flag.takes() == Flag.Takes.NOTHING ? " takes no value" : " needs a value"));
        }
        if (flag.takes() == Flag.Takes.NUMBER) {
            number(flag, taken.get(0));
        }
        if (!flag.choices().isEmpty() && !flag.choices().contains(taken.get(0))) {
            throw new IllegalArgumentException(
                    flag.spelling() + " must be one of " + String.join(", ", flag.choices()) + ": " + taken.get(0));
        }
    }

    private static int number(Flag flag, String word) {
        try {
            return Integer.parseInt(word.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(flag.spelling() + " must be a whole number: " + word, e);
        }
    }

    boolean has(Flag flag) {
        return words.containsKey(flag);
    }

    Optional<String> word(Flag flag) {
        return Optional.ofNullable(words.get(flag)).map(list -> list.get(0));
    }

    Optional<List<String>> words(Flag flag) {
        return Optional.ofNullable(words.get(flag));
    }

    OptionalInt number(Flag flag) {
        return word(flag).map(word -> OptionalInt.of(number(flag, word))).orElse(OptionalInt.empty());
    }
}
