package dev.tokenwright.testkit.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.MediaItem;
import dev.tokenwright.chat.MediaTokens;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.Placeholder;
import dev.tokenwright.chat.Rendered;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.RendererSettings;
import dev.tokenwright.chat.render.Renderers;
import dev.tokenwright.vocab.Tokenizers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Images take as many tokens as their sizes say, and it is told where they stand. */
class PlaceholdersTest {
    private final Tokenizer tokenizer = Tokenizers.bundled("qwen3");

    /** As Qwen's processor counts: the grid's cells, four to a token. */
    private static int tokens(MediaItem item) {
        List<?> grid = (List<?>) item.part().get("grid");
        int cells = 1;
        for (Object side : grid == null ? List.of(1, 2, 2) : grid) {
            cells *= ((Number) side).intValue();
        }
        return cells / 4;
    }

    private Renderer renderer(MediaTokens media) {
        return Renderers.named("qwen3-vl", tokenizer, RendererSettings.SAFE.withMedia(media));
    }

    private static Map<String, @Nullable Object> image(List<Integer> grid) {
        Map<String, @Nullable Object> part = new LinkedHashMap<>();
        part.put("type", "image");
        part.put("image", "one.png");
        part.put("grid", grid);
        return part;
    }

    private static Conversation twoImages() {
        return Conversation.of(
                new Message(Map.of(
                        "role",
                        "user",
                        "content",
                        List.of(image(List.of(1, 4, 6)), Map.of("type", "text", "text", "and")))),
                Message.assistant("Yes."),
                new Message(Map.of("role", "user", "content", List.of(image(List.of(1, 2, 4))))));
    }

    @Test
    void sizesSayHowManyAndPlacesAreTold() {
        int pad = tokenizer.vocabulary().id("<|image_pad|>").orElseThrow();
        Rendered rendered = renderer(PlaceholdersTest::tokens).prompt(twoImages());
        assertThat(rendered.placeholders()).extracting(Placeholder::length).containsExactly(6, 2);
        assertThat(rendered.placeholders())
                .extracting(place -> place.item().message())
                .containsExactly(0, 2);
        int counted = 0;
        for (Placeholder place : rendered.placeholders()) {
            for (int index = place.start(); index < place.start() + place.length(); index++) {
                assertThat(rendered.id(index)).isEqualTo(pad);
                counted++;
            }
        }
        long all =
                java.util.Arrays.stream(rendered.ids()).filter(id -> id == pad).count();
        assertThat(all).isEqualTo(counted).isEqualTo(8);
    }

    @Test
    void withoutSizesThereIsOneForTheEngineToExpand() {
        assertThat(renderer(MediaTokens.ONE_EACH).render(twoImages()).placeholders())
                .extracting(Placeholder::length)
                .containsExactly(1, 1);
    }

    @Test
    void extensionsPlaceTheirImagesAmongAllIds() {
        Renderer renderer = renderer(PlaceholdersTest::tokens);
        int[] prompt = renderer.prompt(Conversation.of(Message.user("Look"))).ids();
        Rendered next = renderer.extend(
                        prompt,
                        new int[] {renderer.stopIds()[0]},
                        List.of(twoImages().messages().get(2)))
                .orThrow();
        Placeholder place = next.placeholders().get(0);
        assertThat(place.start()).isGreaterThan(prompt.length);
        assertThat(next.id(place.start())).isEqualTo(next.id(place.start() + 1));
    }

    @Test
    void noImageTakesLessThanOneToken() {
        assertThatThrownBy(() -> renderer(item -> 0).render(twoImages()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("media tokens must be at least 1, found 0");
    }
}
