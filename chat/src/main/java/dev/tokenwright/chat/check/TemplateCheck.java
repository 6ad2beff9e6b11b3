package dev.tokenwright.chat.check;

import dev.tokenwright.chat.ChatTemplate;
import dev.tokenwright.chat.jinja.RenderOptions;
import java.util.List;

/**
 * Checks a template: reads what it uses, and renders conversations of every sort with it and with their beginnings. What holds
 * for those holds for all conversations of these sorts that the template treats alike.
 */
public final class TemplateCheck {
    private TemplateCheck() {}

    /**
     * What is known about a template.
     *
     * @param rendering the time and the limits of each rendering
     */
    public static TemplateReport report(ChatTemplate template, RenderOptions rendering) {
        Trials trials = Trials.of(template, rendering);
        return new TemplateReport(
                template.template().name(),
                List.of(
                        new NeedsCheck(trials).answer(),
                        new PastCheck(trials).answer(),
                        new MaskCheck(trials).answer(),
                        new ControlCheck(trials).answer()));
    }
}
