package dev.tokenwright.chat.prompt;

import dev.tokenwright.chat.prompt.PromptConfig.AssistantImages;
import dev.tokenwright.chat.prompt.PromptConfig.Bos;
import dev.tokenwright.chat.prompt.PromptConfig.Masking;
import dev.tokenwright.chat.prompt.PromptConfig.Roles;
import dev.tokenwright.chat.prompt.PromptConfig.SystemMessage;
import dev.tokenwright.chat.prompt.PromptConfig.ToolRole;
import dev.tokenwright.chat.prompt.PromptConfig.Use;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** The registry of prompt formats. */
public enum PromptFormat {
    /** Nemotron Nano 2. */
    NEMOTRON_NANO_V2("nemotron-nano-v2", 3, PromptTemplates.NEMOTRON_NANO_V2),
    /** Nemotron H, aligned. */
    NEMOTRON_H_ALIGNED("nemotron-h-aligned", 0, PromptTemplates.NEMOTRON_H_ALIGNED),
    /** The contents, one after the other. */
    IDENTITY("identity", 0, PromptTemplates.IDENTITY),
    /** The tokenizer's own template; every token is trained on. */
    DEFAULT("default", 0, null),
    /** Mistral. */
    MISTRAL("mistral", 0, PromptTemplates.MISTRAL),
    /** Llama 3, with the tokenizer's own template. */
    LLAMA3("llama3", 4, null),
    /** Llama 3.1. */
    LLAMA3P1("llama3p1", 4, LlamaTemplate.TEXT),
    /** Llama 3.2. */
    LLAMA3P2("llama3p2", 4, LlamaTemplate.TEXT),
    /** NVLM on Yi 34B. */
    NVLM_YI_34B("nvlm-yi-34b", 4, PromptTemplates.NVLM_YI_34B),
    /** ChatML, with the tokenizer's own template. */
    CHATML("chatml", 3, null),
    /** Nemotron 5. */
    NEMOTRON5("nemotron5", 3, PromptTemplates.NEMOTRON_5),
    /** Nemotron 5, aligned. */
    NEMOTRON5_ALIGNED("nemotron5-aligned", 2, PromptTemplates.NEMOTRON_5_ALIGNED),
    /** Qwen 2. */
    QWEN2P0("qwen2p0", 3, PromptTemplates.QWEN_2),
    /** Qwen 2.5. */
    QWEN2P5("qwen2p5", 3, PromptTemplates.QWEN_2);

    private static final Set<PromptFormat> SFT = EnumSet.of(NEMOTRON_NANO_V2, NEMOTRON_H_ALIGNED, IDENTITY, DEFAULT);
    private static final String QWEN_SYSTEM = "You are Qwen, created by Alibaba Cloud. You are a helpful assistant.";

    private final String spelling;
    private final int prefixLength;
    private final Optional<String> template;

    PromptFormat(String spelling, int prefixLength, @org.jspecify.annotations.Nullable String template) {
        this.spelling = spelling;
        this.prefixLength = prefixLength;
        this.template = Optional.ofNullable(template);
    }

    /**
     * The format with a name as a command line writes it.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static PromptFormat named(String name) {
        for (PromptFormat format : values()) {
            if (format.spelling.equals(name)) {
                return format;
            }
        }
        throw new IllegalArgumentException("unknown prompt format: " + name + "; known are "
                + Arrays.stream(values()).map(PromptFormat::spelling).collect(Collectors.joining(", ")));
    }

    /** The format's name on a command line. */
    public String spelling() {
        return spelling;
    }

    /** Whether it is for text alone: then tools may take part. */
    public boolean isSft() {
        return SFT.contains(this);
    }

    /** The configuration for a tokenizer. */
    PromptConfig config(LibraryTokenizer tokenizer, SystemMessages systemMessages) {
        return new PromptConfig(
                prefixLength,
                pad(tokenizer),
                template.or(() -> this == DEFAULT ? tokenizer.chatTemplate() : Optional.empty()),
                bos(tokenizer),
                system(systemMessages),
                isSft() ? AssistantImages.ALLOWED : AssistantImages.REFUSED,
                this == NEMOTRON5_ALIGNED ? Roles.CAPITALIZED : Roles.KEPT,
                this == DEFAULT ? Masking.NONE : Masking.BY_TURN,
                isSft() ? ToolRole.ALLOWED : ToolRole.REFUSED);
    }

    private OptionalInt pad(LibraryTokenizer tokenizer) {
        return switch (this) {
            case NEMOTRON_NANO_V2, IDENTITY -> tokenizer.requiredTokenId("<unk>");
            case NEMOTRON_H_ALIGNED, NEMOTRON5, NEMOTRON5_ALIGNED -> tokenizer.requiredTokenId("<SPECIAL_233>");
            case LLAMA3 -> tokenizer.requiredTokenId("<|end_of_text|>");
            case LLAMA3P1, LLAMA3P2 -> tokenizer.requiredTokenId("<|finetune_right_pad_id|>");
            case MISTRAL -> tokenizer.id(SpecialRole.UNK);
            case DEFAULT -> {
                OptionalInt pad = tokenizer.id(SpecialRole.PAD);
                yield pad.isPresent() ? pad : tokenizer.id(SpecialRole.EOS);
            }
            case NVLM_YI_34B, CHATML, QWEN2P0, QWEN2P5 -> tokenizer.id(SpecialRole.PAD);
        };
    }

    private Bos bos(LibraryTokenizer tokenizer) {
        boolean each =
                switch (this) {
                    case DEFAULT -> tokenizer.id(SpecialRole.BOS).isPresent();
                    case MISTRAL, LLAMA3, LLAMA3P1, LLAMA3P2, NVLM_YI_34B, NEMOTRON5, NEMOTRON5_ALIGNED -> true;
                    case NEMOTRON_NANO_V2, NEMOTRON_H_ALIGNED, IDENTITY, CHATML, QWEN2P0, QWEN2P5 -> false;
                };
        return each ? Bos.EACH_TURN : Bos.NONE;
    }

    private SystemMessage system(SystemMessages systemMessages) {
        if (this == MISTRAL) {
            return SystemMessage.DROPPED;
        }
        if (this != QWEN2P0 && this != QWEN2P5) {
            return SystemMessage.KEPT;
        }
        Use use = systemMessages == SystemMessages.FORCED ? Use.FORCED : Use.KEPT;
        return new SystemMessage(use, Optional.of(QWEN_SYSTEM));
    }

    @Override
    public String toString() {
        return spelling;
    }
}
