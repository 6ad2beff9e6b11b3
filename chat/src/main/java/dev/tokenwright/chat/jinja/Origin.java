package dev.tokenwright.chat.jinja;

/** Where a stretch of rendered text came from. */
public sealed interface Origin permits Origin.Template, InputPath {
    /** The template's own text, or what the template computed from nothing but itself. */
    Origin TEMPLATE = new Template();

    /** See {@link #TEMPLATE}. */
    record Template() implements Origin {
        @Override
        public String toString() {
            return "template";
        }
    }
}
