package dev.tokenwright.chat.prompt;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is written around the place of an image. */
public enum ImageTags {
    /** Nothing. */
    NONE("", "", ""),
    /** {@code <Image>} and {@code </Image>}. */
    NVLM("nvlm", "<Image>", "</Image>"),
    /** {@code <img>} and {@code </img>}. */
    INTERNVL("internvl", "<img>", "</img>");

    /** The place of an image. */
    static final String IMAGE = "<image>";

    private final String spelling;
    private final String open;
    private final String close;

    ImageTags(String spelling, String open, String close) {
        this.spelling = spelling;
        this.open = open;
        this.close = close;
    }

    /** The tags with a name as a command line writes it: empty for none. */
    public static Optional<ImageTags> named(String name) {
        for (ImageTags tags : values()) {
            if (tags.spelling.equals(name)) {
                return Optional.of(tags);
            }
        }
        return Optional.empty();
    }

    /** The tags' name on a command line. */
    public String spelling() {
        return spelling;
    }

    /** The text with tags around each image. */
    public String around(String text) {
        return this == NONE ? text : text.replace(IMAGE, open + IMAGE + close);
    }

    /** The message with tags around each image of its content. The message itself stays as it is. */
    Map<String, @Nullable Object> around(Map<String, @Nullable Object> message) {
        if (this == NONE || !(message.get("content") instanceof String content)) {
            return message;
        }
        Map<String, @Nullable Object> tagged = new LinkedHashMap<>(message);
        tagged.put("content", around(content));
        return tagged;
    }
}
