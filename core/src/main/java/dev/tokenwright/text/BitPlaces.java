package dev.tokenwright.text;

/** Turns bits into the places that they stand for. */
public final class BitPlaces {
    private BitPlaces() {}

    /**
     * Writes the places of the bits that are set, lowest first, from {@code places[count]} on. What lies behind the last one
     * may be written over: there must be room for three more.
     *
     * @param base the place of bit 0
     * @return the number of places then
     */
    public static int write(long bits, int base, int[] places, int count) {
        // Four at once, as a loop that ends anywhere is predicted badly.
        int end = count + Long.bitCount(bits);
        long left = bits;
        for (int index = count; index < end; index += 4) {
            places[index] = base + Long.numberOfTrailingZeros(left);
            left &= left - 1;
            places[index + 1] = base + Long.numberOfTrailingZeros(left);
            left &= left - 1;
            places[index + 2] = base + Long.numberOfTrailingZeros(left);
            left &= left - 1;
            places[index + 3] = base + Long.numberOfTrailingZeros(left);
            left &= left - 1;
        }
        return end;
    }
}
