package dev.tokenwright.chat.render.family;

/** How many images and videos were written, for families that number them over the whole conversation. */
final class MediaNumbers {
    private int images;
    private int videos;

    /** Counts one more medium; the name that stands before it. */
    String next(ContentPart part) {
        return part.kind() == ContentPart.Kind.IMAGE ? "Picture " + ++images + ": " : "Video " + ++videos + ": ";
    }
}
