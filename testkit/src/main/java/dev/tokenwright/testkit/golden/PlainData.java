package dev.tokenwright.testkit.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values of {@link PlainJson} as the kinds that a vector's format says they are; another kind, or none, throws. */
public final class PlainData {
    private PlainData() {}

    /** An object. */
    @SuppressWarnings("unchecked")
    public static Map<String, @Nullable Object> map(@Nullable Object value) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(value);
    }

    /** An array. */
    @SuppressWarnings("unchecked")
    public static List<@Nullable Object> list(@Nullable Object value) {
        return (List<@Nullable Object>) Objects.requireNonNull(value);
    }

    /** An array of objects. */
    public static List<Map<String, @Nullable Object>> maps(@Nullable Object value) {
        return list(value).stream().map(PlainData::map).toList();
    }

    /** An array of ids. */
    public static int[] ints(@Nullable Object value) {
        return list(value).stream().mapToInt(PlainData::integer).toArray();
    }

    /** Run lengths, as pairs of a value and how often it stands, as one value a token. */
    public static List<@Nullable Object> expanded(@Nullable Object runs) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Object run : list(runs)) {
            List<@Nullable Object> pair = list(run);
            for (int count = integer(pair.get(1)); count > 0; count--) {
                values.add(pair.get(0));
            }
        }
        return values;
    }

    private static int integer(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).intValue();
    }
}
