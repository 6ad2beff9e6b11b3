package dev.tokenwright.stage.decode;

/** Where the texts that the steps leave come together. Belongs to one stream. */
final class StreamedText implements StreamedStep {
    private final String separator;
    private final StringBuilder text = new StringBuilder();
    /** Whether a text has ended and the separator would stand before another. */
    private boolean separates;

    StreamedText(String separator) {
        this.separator = separator;
    }

    @Override
    public void part(String part) {
        if (!part.isEmpty()) {
            separate();
            text.append(part);
        }
    }

    @Override
    public void end() {
        separate();
        separates = true;
    }

    @Override
    public void finish() {}

    private void separate() {
        if (separates) {
            text.append(separator);
            separates = false;
        }
    }

    /** What has come since this was asked last. */
    String take() {
        if (text.length() == 0) {
            return "";
        }
        String taken = text.toString();
        text.setLength(0);
        return taken;
    }

    @Override
    public StreamedText copy(StreamedStep next) {
        StreamedText copy = new StreamedText(separator);
        copy.text.append(text);
        copy.separates = separates;
        return copy;
    }
}
