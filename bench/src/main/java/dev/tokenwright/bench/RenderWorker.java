package dev.tokenwright.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tokenwright.SpecialText;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.RendererSettings;
import dev.tokenwright.chat.render.Renderers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Renders conversations in rounds, for {@code tools/bench/render.py}: {@code RenderWorker RENDERER TOKENIZER CONVERSATIONS
 * WARM_SECONDS}. Each line on standard input asks for a round; its answer is a line of JSON.
 */
public final class RenderWorker {
    private RenderWorker() {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        Renderer renderer = Renderers.named(
                arguments[0],
                Tokenizer.load(Path.of(arguments[1])),
                RendererSettings.SAFE.withTyped(
                        arguments.length > 4 && arguments[4].equals("safe")
                                ? SpecialText.AS_TEXT
                                : SpecialText.RECOGNIZE));
        List<Conversation> conversations = conversations(Path.of(arguments[2]));
        long end = System.nanoTime() + Long.parseLong(arguments[3]) * 1_000_000_000L;
        while (System.nanoTime() < end) {
            round(renderer, conversations);
        }
        System.out.println("{}");
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (requests.readLine() != null) {
            System.out.println(round(renderer, conversations));
        }
    }

    private static String round(Renderer renderer, List<Conversation> conversations) {
        int[][] ids = new int[conversations.size()][];
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int index = 0; index < ids.length; index++) {
            ids[index] = renderer.render(conversations.get(index)).ids();
        }
        long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        CRC32 sum = new CRC32();
        long tokens = 0;
        for (int[] each : ids) {
            ByteBuffer bytes = ByteBuffer.allocate(each.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asIntBuffer().put(each);
            sum.update(bytes.array());
            tokens += each.length;
        }
        long all = tokens;
        return Json.line(json -> {
            json.writeNumberField("cpu_s", spent / 1e9);
            json.writeNumberField("tokens", all);
            json.writeNumberField("ids_crc32", sum.getValue());
        });
    }

    private static List<Conversation> conversations(Path file) throws IOException {
        List<Conversation> all = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            try (JsonParser parser = new JsonFactory().createParser(line)) {
                parser.nextToken();
                Map<String, @Nullable Object> request = object(value(parser));
                all.add(Conversation.of(objects(request.get("messages")).stream()
                                .map(Message::new)
                                .toList())
                        .withTools(objects(request.get("tools"))));
            }
        }
        return all;
    }

    private static List<Map<String, @Nullable Object>> objects(@Nullable Object value) {
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(each -> objects.add(object(each)));
        }
        return objects;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        if (value instanceof Map<?, ?>) {
            return (Map<String, @Nullable Object>) value;
        }
        throw new IllegalArgumentException("expected an object, found " + value);
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                object.put(name, value(parser));
            }
            return object;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(parser));
            }
            return list;
        }
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }
}
