package dev.tokenwright.app.serve.api;

import dev.tokenwright.CachingTokenizer;
import dev.tokenwright.DecodeOptions;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Encoding;
import dev.tokenwright.Explanation;
import dev.tokenwright.Framing;
import dev.tokenwright.Setting;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.app.json.JsonObject;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.error.SpecialTokenException;
import dev.tokenwright.error.TemplateException;
import dev.tokenwright.error.TokenIdException;
import dev.tokenwright.error.TokenwrightException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A tokenizer under the name that clients know, with the limits and the measures of the server. Truncation and padding that
 * the tokenizer's file asks for are for training and not applied. Safe for all threads.
 */
public final class ServedModel {
    /** What a model without a known length says. */
    private static final int NO_LENGTH = Integer.MAX_VALUE;

    private static final EncodeOptions PLAIN =
            EncodeOptions.DEFAULT.withTruncation(Setting.off()).withPadding(Setting.off());

    private final String name;
    private final Tokenizer tokenizer;
    private final Optional<CachingTokenizer> cache;
    private final int maxLength;
    private final Optional<ChatPrompts> chat;
    private final Limits limits;
    private final Measures measures;

    /**
     * A model.
     *
     * @param cache what remembers texts, if anything does
     */
    public ServedModel(
            String name,
            Tokenizer tokenizer,
            Optional<CachingTokenizer> cache,
            Optional<Integer> maxLength,
            Optional<ChatPrompts> chat,
            Limits limits,
            Measures measures) {
        this.name = Objects.requireNonNull(name, "name");
        this.tokenizer = tokenizer;
        this.cache = cache;
        this.maxLength = maxLength.orElseGet(() ->
                (int) Math.min(NO_LENGTH, tokenizer.modelDefaults().maxLength().orElse(NO_LENGTH)));
        this.chat = chat;
        this.limits = limits;
        this.measures = measures;
    }

    /** How text is encoded for a client: with or without framing tokens, special tokens recognised. */
    public static EncodeOptions options(boolean addSpecialTokens) {
        return PLAIN.withFraming(addSpecialTokens ? Framing.ADD : Framing.NONE);
    }

    /** The name. */
    public String name() {
        return name;
    }

    /** The tokenizer. */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** Most tokens that the model takes; the largest int when nothing says how many. */
    public int maxLength() {
        return maxLength;
    }

    /** The limits of the server. */
    public Limits limits() {
        return limits;
    }

    /** The ids of a text. */
    public int[] encode(String text, EncodeOptions options) {
        return encoding(text, () -> {
            int[] ids = cache.isPresent() ? cache.get().encode(text, options) : tokenizer.encode(text, options);
            measures.tokens("encode", ids.length);
            return ids;
        });
    }

    /** The tokens of a text, each with its place in it. */
    public Encoding encodeWithOffsets(String text, EncodeOptions options) {
        return encoding(text, () -> {
            Encoding encoding = tokenizer.encodeWithOffsets(text, options);
            measures.tokens("encode", encoding.size());
            return encoding;
        });
    }

    /** What each stage makes of a text. */
    public Explanation explain(String text, EncodeOptions options) {
        return encoding(text, () -> tokenizer.explain(text, options));
    }

    /** Whether a text has at most so many tokens. */
    public boolean fits(String text, int maxTokens, EncodeOptions options) {
        return encoding(text, () -> tokenizer.fits(text, maxTokens, options));
    }

    private <T> T encoding(String text, Supplier<T> work) {
        if (text.length() > limits.textChars()) {
            throw new ApiError(
                    ApiError.Kind.TOO_LARGE,
                    "text_too_large",
                    "the text has " + text.length() + " characters; at most " + limits.textChars() + " are allowed");
        }
        return measures.time(Measures.Operation.ENCODE, () -> exact(work));
    }

    /** The text of ids. */
    public String decode(int[] ids, DecodeOptions options) {
        if (ids.length > limits.ids()) {
            throw new ApiError(
                    ApiError.Kind.TOO_LARGE,
                    "too_many_ids",
                    "there are " + ids.length + " ids; at most " + limits.ids() + " are allowed");
        }
        measures.tokens("decode", ids.length);
        return measures.time(Measures.Operation.DECODE, () -> exact(() -> tokenizer.decode(ids, options)));
    }

    /** The prompt of a conversation. */
    public ChatPrompts.Prompt prompt(JsonObject request) {
        ChatPrompts.Prompt prompt = measures.time(
                Measures.Operation.RENDER, () -> exact(() -> prompts().prompt(request)));
        count(prompt);
        return prompt;
    }

    /** The ids of a prompt that an engine is given. */
    public int[] engineIds(JsonObject request) {
        ChatPrompts.Prompt prompt = prompt(request);
        return exact(() -> prompts().engineIds(request, prompt));
    }

    /** What an engine generated, where it is known how the model writes. */
    public Optional<Reply> reply(int[] completion, Optional<JsonObject> request) {
        return chat.flatMap(prompts -> exact(() -> prompts.reply(completion, request)));
    }

    /** The prompt of a conversation with what each of its tokens is. */
    public ChatPrompts.Parts promptParts(JsonObject request) {
        ChatPrompts.Parts parts = measures.time(
                Measures.Operation.RENDER, () -> exact(() -> prompts().parts(request)));
        count(parts.prompt());
        return parts;
    }

    private void count(ChatPrompts.Prompt prompt) {
        measures.tokens("render", prompt.ids().length);
        measures.neutralised(prompt.neutralised());
    }

    private ChatPrompts prompts() {
        return chat.orElseThrow(() -> new ApiError(
                ApiError.Kind.BAD_REQUEST,
                "chat_not_available",
                "messages",
                "the model \"" + name + "\" has no chat template; send text instead of messages"));
    }

    private static <T> T exact(Supplier<T> work) {
        try {
            return work.get();
        } catch (SpecialTokenException e) {
            throw new ApiError(ApiError.Kind.BAD_REQUEST, "special_token", String.valueOf(e.getMessage()));
        } catch (TokenIdException e) {
            throw new ApiError(ApiError.Kind.BAD_REQUEST, "unknown_token_id", String.valueOf(e.getMessage()));
        } catch (TemplateException e) {
            throw new ApiError(ApiError.Kind.BAD_REQUEST, "template_error", String.valueOf(e.getMessage()));
        } catch (TokenwrightException e) {
            throw new ApiError(ApiError.Kind.UNPROCESSABLE, "cannot_tokenize", String.valueOf(e.getMessage()));
        }
    }
}
