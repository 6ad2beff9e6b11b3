package dev.tokenwright.bench;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Framing;
import dev.tokenwright.Setting;
import dev.tokenwright.TokenBuffer;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.load.TokenizerFiles;
import dev.tokenwright.vocab.Tokenizers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** This library. */
final class TokenwrightContender implements Contender {
    /** As the reference's encode, with nothing added and nothing cut. */
    private static final EncodeOptions OPTIONS = EncodeOptions.DEFAULT
            .withFraming(Framing.NONE)
            .withTruncation(Setting.off())
            .withPadding(Setting.off());

    private final Tokenizer tokenizer;
    private final ThreadLocal<TokenBuffer> buffers = ThreadLocal.withInitial(TokenBuffer::new);

    private TokenwrightContender(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    static Contender open(Model model) {
        Optional<Path> file = model.file();
        return new TokenwrightContender(file.isPresent() ? Tokenizer.load(file.get()) : bundled(model.name()));
    }

    /** A bundled tokenizer, loaded anew: the shared one would be loaded once only. */
    private static Tokenizer bundled(String name) {
        if (!Tokenizers.names().contains(name)) {
            throw new IllegalArgumentException("no model \"" + name + "\", neither bundled nor among the fixtures");
        }
        try (InputStream in = Tokenizers.class.getResourceAsStream(name + ".twv")) {
            if (in == null) {
                throw new IllegalStateException("the jar of the vocabularies lacks " + name);
            }
            return Tokenizer.of(TokenizerFiles.compact(in.readAllBytes(), name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int[] encode(String text) {
        return tokenizer.encode(text, OPTIONS);
    }

    @Override
    public int[] encodeUtf8(byte[] utf8) {
        TokenBuffer ids = buffers.get();
        ids.clear();
        tokenizer.encodeUtf8(utf8, 0, utf8.length, OPTIONS, ids);
        return ids.toArray();
    }

    @Override
    public String decode(int[] ids) {
        return tokenizer.decode(ids);
    }
}
