package dev.tokenwright;

import dev.tokenwright.stage.decode.TokenSource;

/** The vocabulary as decoding sees it. */
final class VocabularyTokens implements TokenSource {
    private final Vocabulary vocabulary;

    VocabularyTokens(Pipeline pipeline) {
        vocabulary = pipeline.vocabulary();
    }

    @Override
    public int idLimit() {
        return vocabulary.idLimit();
    }

    @Override
    public boolean contains(int id) {
        return vocabulary.contains(id);
    }

    @Override
    public boolean isOrdinary(int id) {
        return vocabulary.isOrdinary(id);
    }

    @Override
    public String text(int id) {
        return vocabulary.token(id).orElseThrow();
    }

    @Override
    public byte[] bytes(int id) {
        return vocabulary.storedBytes(id);
    }
}
