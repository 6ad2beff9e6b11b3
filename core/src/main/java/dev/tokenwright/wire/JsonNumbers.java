package dev.tokenwright.wire;

/** The value of a JSON number as the reference reads it. */
final class JsonNumbers {
    /*
     * A number gets the double that serde_json gives it in its default build: the digits as an unsigned 64-bit integer
     * (digits of a fraction that no longer fit are dropped), turned into a double and multiplied or divided by one power
     * of ten. That is at most two roundings, so the result can be one unit in the last place away from the nearest
     * double; scores read so add up as the reference's do.
     */
    private static final int LARGEST_POWER = 308;
    private static final double[] POWERS = powers();

    private final byte[] json;
    private final int to;
    private int at;
    /** Unsigned. */
    private long significand;

    private int exponent;

    private JsonNumbers(byte[] json, int from, int to) {
        this.json = json;
        this.at = from;
        this.to = to;
    }

    /** The value of the well-formed number {@code json[from..to)}; infinite when it is out of range. */
    static double parse(byte[] json, int from, int to) {
        boolean negative = json[from] == '-';
        JsonNumbers number = new JsonNumbers(json, negative ? from + 1 : from, to);
        number.readDigits();
        double value = number.scaled();
        return negative ? -value : value;
    }

    private void readDigits() {
        boolean fits = true;
        for (; isDigit(); at++) {
            fits = fits && push(json[at] - '0');
            exponent += fits ? 0 : 1;
        }
        if (at < to && json[at] == '.') {
            at++;
            fits = true;
            for (; isDigit(); at++) {
                fits = fits && push(json[at] - '0');
                exponent -= fits ? 1 : 0;
            }
        }
        if (at < to) {
            readExponent();
        }
    }

    private void readExponent() {
        at++;
        boolean down = json[at] == '-';
        if (down || json[at] == '+') {
            at++;
        }
        long value = 0;
        for (; isDigit(); at++) {
            value = Math.min(Integer.MAX_VALUE, value * 10 + json[at] - '0');
        }
        long sum = exponent + (down ? -value : value);
        exponent = (int) Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, sum));
    }

    private boolean isDigit() {
        return at < to && json[at] >= '0' && json[at] <= '9';
    }

    /** Takes one more digit in, unless the significand would no longer fit 64 bits. */
    private boolean push(int digit) {
        if (Long.compareUnsigned(significand, Long.divideUnsigned(-1L - digit, 10)) > 0) {
            return false;
        }
        significand = significand * 10 + digit;
        return true;
    }

    private double scaled() {
        double value = unsignedToDouble(significand);
        int power = exponent;
        while (Math.abs((long) power) > LARGEST_POWER && value != 0) {
            if (power > 0) {
                return Double.POSITIVE_INFINITY;
            }
            value /= POWERS[LARGEST_POWER];
            power += LARGEST_POWER;
        }
        if (value == 0) {
            return value;
        }
        return power >= 0 ? value * POWERS[power] : value / POWERS[-power];
    }

    private static double unsignedToDouble(long value) {
        // The lowest bit is kept as a sticky bit, so that halving does not change the rounding.
        return value >= 0 ? (double) value : (double) (value >>> 1 | value & 1) * 2.0;
    }

    private static double[] powers() {
        double[] powers = new double[LARGEST_POWER + 1];
        for (int power = 0; power < powers.length; power++) {
            powers[power] = Double.parseDouble("1e" + power);
        }
        return powers;
    }
}
