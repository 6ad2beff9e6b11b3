package dev.tokenwright.app.serve.dialect;

import dev.tokenwright.app.serve.api.Answer;
import dev.tokenwright.app.serve.api.ApiError;
import dev.tokenwright.app.serve.api.ApiError.Kind;
import dev.tokenwright.app.serve.api.ErrorShape;
import java.io.IOException;
import java.util.Locale;

/** Errors as each dialect writes them. */
public final class Errors {
    /** vLLM's, which the server's own routes use too: the word for machines is its {@code reason}. */
    public static final ErrorShape VLLM = (error, requestId) -> Answer.object(json -> {
                json.writeObjectFieldStart("error");
                json.writeStringField("message", error.text());
                json.writeStringField("type", vllmType(error.kind()));
                param(json, error);
                json.writeNumberField("code", error.kind().status());
                json.writeStringField("reason", error.reason());
                json.writeEndObject();
            })
            .withStatus(error.kind().status());

    /** OpenAI's. */
    public static final ErrorShape OPENAI = (error, requestId) -> Answer.object(json -> {
                json.writeObjectFieldStart("error");
                json.writeStringField("message", error.text());
                json.writeStringField("type", openAiType(error.kind()));
                param(json, error);
                json.writeStringField("code", error.reason());
                json.writeEndObject();
            })
            .withStatus(error.kind().status());

    /** Anthropic's. */
    public static final ErrorShape ANTHROPIC = (error, requestId) -> Answer.object(json -> {
                json.writeStringField("type", "error");
                json.writeObjectFieldStart("error");
                json.writeStringField("type", anthropicType(error.kind()));
                json.writeStringField("message", error.text());
                json.writeEndObject();
                json.writeStringField("request_id", requestId);
            })
            .withStatus(error.kind() == Kind.UNAVAILABLE ? 529 : error.kind().status());

    /** SGLang's. */
    public static final ErrorShape SGLANG = (error, requestId) -> Answer.object(json -> {
                json.writeStringField("object", "error");
                json.writeStringField("message", error.text());
                json.writeStringField("type", vllmType(error.kind()));
                param(json, error);
                json.writeNumberField("code", error.kind().status());
            })
            .withStatus(error.kind().status());

    /** That of text-embeddings-inference. */
    public static final ErrorShape TEI = (error, requestId) -> Answer.object(json -> {
                json.writeStringField("error", error.text());
                json.writeStringField("error_type", teiType(error.kind()));
            })
            .withStatus(error.kind().status());

    /** That of text-generation-inference. */
    public static final ErrorShape TGI = (error, requestId) -> Answer.object(json -> {
                json.writeStringField("error", error.text());
                json.writeStringField("error_type", teiType(error.kind()).toLowerCase(Locale.ROOT));
            })
            .withStatus(error.kind() == Kind.BAD_REQUEST ? 422 : error.kind().status());

    /** llama.cpp's. */
    public static final ErrorShape LLAMA = (error, requestId) -> Answer.object(json -> {
                json.writeObjectFieldStart("error");
                json.writeNumberField("code", error.kind().status());
                json.writeStringField("message", error.text());
                json.writeStringField("type", llamaType(error.kind()));
                json.writeEndObject();
            })
            .withStatus(error.kind().status());

    private Errors() {}

    private static void param(com.fasterxml.jackson.core.JsonGenerator json, ApiError error) throws IOException {
        if (error.param().isEmpty()) {
            json.writeNullField("param");
        } else {
            json.writeStringField("param", error.param());
        }
    }

    private static String vllmType(Kind kind) {
        return switch (kind) {
            case UNAUTHORIZED -> "AuthenticationError";
            case NOT_FOUND -> "NotFoundError";
            case NOT_IMPLEMENTED -> "NotImplementedError";
            case INTERNAL -> "InternalServerError";
            case OVERLOADED -> "TooManyRequestsError";
            case UNAVAILABLE -> "ServiceUnavailableError";
            case BAD_REQUEST, METHOD_NOT_ALLOWED, TIMEOUT, TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, UNPROCESSABLE ->
                "BadRequestError";
        };
    }

    private static String openAiType(Kind kind) {
        return switch (kind) {
            case UNAUTHORIZED -> "authentication_error";
            case OVERLOADED -> "rate_limit_error";
            case INTERNAL, UNAVAILABLE -> "server_error";
            case NOT_FOUND,
                    NOT_IMPLEMENTED,
                    BAD_REQUEST,
                    METHOD_NOT_ALLOWED,
                    TIMEOUT,
                    TOO_LARGE,
                    UNSUPPORTED_MEDIA_TYPE,
                    UNPROCESSABLE -> "invalid_request_error";
        };
    }

    private static String anthropicType(Kind kind) {
        return switch (kind) {
            case UNAUTHORIZED -> "authentication_error";
            case NOT_FOUND -> "not_found_error";
            case TOO_LARGE -> "request_too_large";
            case OVERLOADED -> "rate_limit_error";
            case UNAVAILABLE -> "overloaded_error";
            case INTERNAL, NOT_IMPLEMENTED -> "api_error";
            case BAD_REQUEST, METHOD_NOT_ALLOWED, TIMEOUT, UNSUPPORTED_MEDIA_TYPE, UNPROCESSABLE ->
                "invalid_request_error";
        };
    }

    private static String teiType(Kind kind) {
        return switch (kind) {
            case OVERLOADED -> "Overloaded";
            case UNAVAILABLE -> "Unhealthy";
            case UNAUTHORIZED -> "Unauthorized";
            case INTERNAL -> "Backend";
            case UNPROCESSABLE -> "Tokenizer";
            case NOT_FOUND,
                    NOT_IMPLEMENTED,
                    BAD_REQUEST,
                    METHOD_NOT_ALLOWED,
                    TIMEOUT,
                    TOO_LARGE,
                    UNSUPPORTED_MEDIA_TYPE -> "Validation";
        };
    }

    private static String llamaType(Kind kind) {
        return switch (kind) {
            case UNAUTHORIZED -> "authentication_error";
            case NOT_FOUND -> "not_found_error";
            case NOT_IMPLEMENTED -> "not_supported_error";
            case INTERNAL -> "server_error";
            case UNAVAILABLE, OVERLOADED -> "unavailable_error";
            case BAD_REQUEST, METHOD_NOT_ALLOWED, TIMEOUT, TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, UNPROCESSABLE ->
                "invalid_request_error";
        };
    }
}
