package dev.tokenwright.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.app.serve.LocalServer.Setup;
import dev.tokenwright.vocab.Tokenizers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The playground in a real browser, where there is one. */
class PlaygroundTest {
    private static Setup setup() {
        return LocalServer.setup()
                .model("qwen3", Tokenizers.bundled("qwen3"), 40_960)
                .model("o200k_base", Tokenizers.bundled("o200k_base"), 200)
                .model("framed", TinyModels.framed(), 40);
    }

    private static Setup chatSetup() {
        String template = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
                + "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";
        return LocalServer.setup()
                .model("chatting", TinyModels.chatting(Tokenizers.bundled("qwen3"), template), 40_960)
                .model("qwen3", Tokenizers.bundled("qwen3"), 40_960);
    }

    @Test
    void thePageIsInTheJarAndAsksNobodyElse() throws Exception {
        try (LocalServer server = setup().start()) {
            HttpResponse<String> page = server.get("/");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
            assertThat(page.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(
                            policy -> assertThat(policy).startsWith("default-src 'none'; script-src 'self'"));
            for (String asset :
                    new String[] {"playground.js", "pieces.js", "panel.js", "steps.js", "chat.js", "playground.css"}) {
                HttpResponse<String> response = server.get("/playground/" + asset);
                assertThat(response.statusCode()).as(asset).isEqualTo(200);
                assertThat(response.body()).doesNotContain("http://", "https://");
            }
            assertThat(page.body()).doesNotContain("http://", "https://");
        }
    }

    @Test
    void explainSaysWhatEachStageDid() throws Exception {
        try (LocalServer server = setup().start()) {
            assertThat(server.post("/v1/explain", "{\"model\":\"qwen3\",\"text\":\"cafe\u0301<|im_end|>\"}")
                            .body())
                    .startsWith("{\"model\":\"qwen3\",\"backend\":\"fastokens\",\"max_model_len\":40960,\"count\":3,")
                    .contains(
                            "{\"id\":151645,\"token\":\"<|im_end|>\",\"start\":5,\"end\":15,\"special\":true,"
                                    + "\"framing\":false,\"bytes\":[60,124,105,109,95,101,110,100,124,62]}",
                            "\"stages\":{\"segments\":[{\"text\":\"cafe\u0301\"},{\"text\":\"<|im_end|>\",\"id\":151645}],",
                            "\"normalized\":[{\"text\":\"caf\u00e9\"},{\"text\":\"<|im_end|>\",\"id\":151645}]");
            assertThat(server.post("/v1/explain", "{\"model\":\"framed\",\"text\":\"" + "x".repeat(200_001) + "\"}")
                            .statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void explainSaysWhatThePromptOfAConversationIs() throws Exception {
        try (LocalServer server = chatSetup().start()) {
            String messages =
                    "[{\"role\":\"user\",\"content\":\"<|im_end|>\"},{\"role\":\"assistant\",\"content\":\"Hi\"}]";
            assertThat(server.post(
                                    "/v1/explain/chat",
                                    "{\"model\":\"chatting\",\"add_generation_prompt\":false,\"messages\":" + messages
                                            + "}")
                            .body())
                    .contains(
                            "\"text\":\"<|im_start|>user\\n<|im_end|><|im_end|>\\n<|im_start|>assistant\\nHi<|im_end|>\\n\"",
                            "{\"start\":3,\"end\":9,\"message\":0,\"kind\":\"body\"}",
                            "\"kind\":\"sampled\"",
                            "\"trained\":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1,0]");
            assertThat(server.post("/v1/explain/chat", "{\"model\":\"qwen3\",\"messages\":" + messages + "}")
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void aBrowserHoldsAConversation() throws Exception {
        Optional<Path> program = Browser.program();
        if (program.isEmpty()) {
            System.out.println("no conversation was held in a browser: this machine has no Chromium");
            return;
        }
        try (LocalServer server = chatSetup().start();
                Browser browser = Browser.start(program.get())) {
            browser.resize(1_280, 900);
            browser.open(server.uri("/"), "document.documentElement.dataset.ready === 'true'");
            browser.click("#chat-mode");
            browser.await("document.querySelectorAll('.rendered .piece').length > 20");
            String user =
                    "[...document.querySelectorAll('.rendered [data-message=\"1\"]')].map(p => p.textContent).join('')";
            assertThat(browser.evaluate(user)).isEqualTo("userWhat·is·a·tern?");
            String trained = "[...document.querySelectorAll('.rendered .trained')].map(p => p.textContent).join('')";
            assertThat(browser.evaluate(trained)).isEqualTo("A·seabird,·slimmer·than·a·gull.<|im_end|>");
            picture(browser, "chat");
            String ends =
                    "[...document.querySelectorAll('.rendered .piece')].filter(p => p.textContent === '<|im_end|>').length";
            assertThat(browser.evaluate(ends)).as("the typed one is text").isEqualTo("4");
            browser.click("#typed-control");
            browser.await(ends + " === 5");
            browser.click("#generation-prompt");
            browser.await("document.querySelector('.rendered').textContent.endsWith('assistant⏎\\n')");
            browser.click("[data-view=ids]");
            browser.await("/^[0-9]+$/.test(document.querySelector('.view .id').textContent)");
            browser.click("#chat-mode");
            browser.await("document.querySelector('[data-view=stages]').hidden === false");
            assertThat(browser.evaluate("document.getElementById('problem').hidden"))
                    .isEqualTo("true");
        }
    }

    @Test
    void aBrowserTypesReadsComparesAndWalks() throws Exception {
        Optional<Path> program = Browser.program();
        if (program.isEmpty()) {
            System.out.println("the playground was not used in a browser: this machine has no Chromium");
            return;
        }
        try (LocalServer server = setup().start();
                Browser browser = Browser.start(program.get())) {
            browser.resize(1_280, 900);
            browser.open(server.uri("/"), "document.documentElement.dataset.ready === 'true'");
            browser.await(part("count") + " !== '0'");
            picture(browser, "light");
            typesAndReads(browser);
            switchesModels(browser);
            showsEveryView(browser);
            walksWithTheKeyboard(browser);
            comparesInTheDark(browser);
            assertThat(browser.evaluate("document.getElementById('problem').hidden"))
                    .isEqualTo("true");
        }
    }

    private static String part(String name) {
        return "document.querySelector('[data-part=" + name + "]').textContent";
    }

    private static void setText(Browser browser, String text) {
        browser.evaluate("(() => { const t = document.getElementById('text'); t.focus(); t.select(); })()");
        browser.type(text);
    }

    private static void typesAndReads(Browser browser) throws InterruptedException {
        setText(browser, "Hello, world");
        browser.await(part("count") + " === '3'");
        assertThat(browser.evaluate(part("characters"))).isEqualTo("12");
        assertThat(browser.evaluate(part("bytes"))).isEqualTo("12");
        assertThat(browser.evaluate(part("ratio"))).isEqualTo("4.00");
        assertThat(browser.evaluate(part("context-text"))).isEqualTo("0.01 % of 40,960 tokens");
        assertThat(browser.evaluate("[...document.querySelectorAll('.piece')].map(p => p.textContent).join('|')"))
                .isEqualTo("Hello|,|·world");
        setText(browser, "a\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67b<|im_end|>");
        browser.await(part("characters") + " === '17'");
        assertThat(browser.evaluate("[...document.querySelectorAll('.piece')].map(p => p.textContent).join('|')"))
                .as("a family is one piece")
                .isEqualTo("a|\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67|b|<|im_end|>");
        assertThat(browser.evaluate("document.querySelectorAll('.piece.special').length"))
                .isEqualTo("1");
        browser.click("#as-text");
        browser.await("document.querySelectorAll('.piece.special').length === 0");
        browser.click("#as-text");
    }

    private static void switchesModels(Browser browser) throws InterruptedException {
        setText(browser, "hello world");
        browser.await(part("count") + " === '2'");
        browser.evaluate("(() => { const m = document.querySelector('[data-part=model]'); m.value = 'framed';"
                + " m.dispatchEvent(new Event('change')); })()");
        browser.await(part("count") + " === '4'");
        assertThat(browser.evaluate("[...document.querySelectorAll('.piece')].map(p => p.textContent).join('|')"))
                .isEqualTo("<s>|hello|world|</s>");
        browser.click("#add-special");
        browser.await(part("count") + " === '2'");
        browser.click("#add-special");
        browser.evaluate("(() => { const m = document.querySelector('[data-part=model]'); m.value = 'qwen3';"
                + " m.dispatchEvent(new Event('change')); })()");
        browser.await(part("count") + " === '2'");
    }

    private static void showsEveryView(Browser browser) throws Exception {
        browser.click("[data-sample=emoji]");
        browser.await(part("view") + ".includes('Family')");
        picture(browser, "emoji");
        browser.click("[data-view=ids]");
        browser.await("/^[0-9]+$/.test(document.querySelector('.view .id').textContent)");
        browser.click("[data-view=bytes]");
        browser.await("document.querySelectorAll('.view tr').length > 10");
        picture(browser, "bytes");
        browser.click("[data-view=stages]");
        browser.await("document.querySelectorAll('.stage').length === 5");
        assertThat(browser.evaluate("document.querySelector('[data-stage=Normalised] .same') === null"))
                .as("the accent was composed")
                .isEqualTo("true");
        picture(browser, "stages");
        browser.click("[data-view=steps]");
        browser.await("document.querySelector('.decoded')?.textContent.includes('butterfly')");
        browser.click("[aria-label=\"One id back\"]");
        browser.await(
                "document.querySelector('.walk output').textContent.split(' / ').map(Number).reduce((a, b) => b - a) === 1");
        picture(browser, "steps");
    }

    private static void walksWithTheKeyboard(Browser browser) throws InterruptedException {
        browser.press("1", "Digit1", 1);
        browser.await("document.querySelector('[data-view=pieces]').getAttribute('aria-selected') === 'true'");
        browser.evaluate("document.querySelector('.piece').focus()");
        browser.press("ArrowRight", "ArrowRight", 0);
        browser.await("document.activeElement === document.querySelectorAll('.piece')[1]");
        assertThat(browser.evaluate(part("detail"))).startsWith("token 2");
        browser.press("End", "End", 0);
        browser.await("document.activeElement === [...document.querySelectorAll('.piece')].at(-1)");
    }

    private static void comparesInTheDark(Browser browser) throws Exception {
        browser.click("[data-sample=world]");
        browser.press("c", "KeyC", 1);
        browser.press("t", "KeyT", 1);
        browser.await("document.querySelectorAll('.panel').length === 2");
        browser.await("document.documentElement.dataset.theme === 'dark'");
        browser.await("[...document.querySelectorAll('[data-part=count]')].every(c => c.textContent !== '0')");
        browser.await("document.querySelectorAll('.panel.busy').length === 0");
        assertThat(browser.evaluate("[...document.querySelectorAll('[data-part=model]')].map(m => m.value).join()"))
                .isEqualTo("qwen3,o200k_base");
        Thread.sleep(300);
        picture(browser, "dark");
    }

    /** Keeps a picture for those who want to look at it. */
    private static void picture(Browser browser, String name) throws Exception {
        byte[] png = browser.screenshot();
        assertThat(png.length).isGreaterThan(10_000);
        Path folder = Files.createDirectories(Path.of("target", "playground"));
        Files.write(folder.resolve(name + ".png"), png);
    }
}
