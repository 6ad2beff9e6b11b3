package dev.tokenwright.chat.prompt;

/** The templates that prompt formats bring with them. */
final class PromptTemplates {
    static final String NEMOTRON_NANO_V2 = "{%- for message in messages %}"
            + "{%- set said = message['content'] %}"
            + "{%- if message['role'] in ['system', 'user'] %}"
            + "{%- set said = said.replace('/think', '').replace('/no_think', '').strip() %}"
            + "{{- ('<SPECIAL_10>System' if message['role'] == 'system' else '<SPECIAL_11>User')"
            + " + '\\n' + said + '\\n' }}"
            + "{%- elif message['role'] == 'assistant' %}"
            + "{{- '<SPECIAL_11>Assistant\\n' + said.strip() + '\\n<SPECIAL_12>\\n' }}"
            + "{%- endif %}{%- endfor %}";

    static final String NEMOTRON_H_ALIGNED = "{%- for message in messages %}"
            + "{%- if message['role'] == 'system' %}"
            + "{{- '<SPECIAL_10>System\\n' + message['content'].strip() + '\\n' }}"
            + "{%- elif message['role'] == 'user' %}"
            + "{{- '<SPECIAL_11>User\\n' + message['content'].strip() + '\\n<SPECIAL_11>Assistant\\n' }}"
            + "{%- elif message['role'] == 'assistant' %}"
            + "{{- message['content'].strip() + '\\n' }}"
            + "{%- endif %}{%- endfor %}";

    static final String IDENTITY = "{% for message in messages %}{{ message['content'] }}{% endfor %}";

    static final String MISTRAL = "{{- bos_token }}{%- for message in messages %}"
            + "{%- if message['role'] == 'user' %}"
            + "{{- '[INST] ' + message['content'] + '[/INST]' }}"
            + "{%- elif message['role'] == 'assistant' %}"
            + "{{- ' ' + message['content'] + eos_token }}"
            + "{%- endif %}{%- endfor %}"
            + "{%- if add_generation_prompt %}{{- ' ' }}{%- endif %}";

    static final String NVLM_YI_34B = "{{- bos_token }}" + turns("<|im_start|>", "<|im_end|>");
    static final String NEMOTRON_5 = "{{- bos_token }}" + turns("<SPECIAL_14>", "<SPECIAL_15>");
    static final String QWEN_2 = turns("<|im_start|>", "<|im_end|>");

    static final String NEMOTRON_5_ALIGNED = "{{- bos_token }}{%- for message in messages %}"
            + "{{- message['role'] + '\\n' + message['content'] + '\\n[PREFIX]' }}{%- endfor %}"
            + "{%- if add_generation_prompt %}{{- 'Assistant\\n' }}{%- endif %}";

    private PromptTemplates() {}

    private static String turns(String start, String end) {
        return "{%- for message in messages %}"
                + "{{- '" + start + "' + message['role'] + '\\n' + message['content'] + '" + end + "\\n' }}"
                + "{%- endfor %}"
                + "{%- if add_generation_prompt %}{{- '" + start + "assistant\\n' }}{%- endif %}";
    }
}
