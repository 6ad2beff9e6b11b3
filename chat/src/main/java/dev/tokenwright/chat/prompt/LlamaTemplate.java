package dev.tokenwright.chat.prompt;

/**
 * The template of Llama 3.1 without a system message of its own. Tools come as {@code tools} or {@code custom_tools}, and
 * are written before the first message, or in the system message when {@code tools_in_user_message} is false.
 */
final class LlamaTemplate {
    private static final String END = "'<|eot_id|>'";

    private static final String SETTINGS =
            "{%- if custom_tools is defined %}{%- set tools = custom_tools %}{%- endif %}"
                    + "{%- set tools = tools if tools is defined else none %}"
                    + "{%- set with_user = tools_in_user_message if tools_in_user_message is defined else true %}";

    private static final String ANSWER_FORMAT = "{{- 'Respond in the format {\"name\": function name, \"parameters\":"
            + " dictionary of argument name and its value}.Do not use variables.\\n\\n' }}"
            + "{%- for tool in tools %}{{- tool | tojson(indent=4) + '\\n\\n' }}{%- endfor %}";

    private static final String SYSTEM = "{%- set rest = messages %}{%- if messages[0]['role'] == 'system' %}"
            + "{%- set system = messages[0]['content'] | trim %}{%- set rest = messages[1:] %}"
            + header("'system'")
            + "{%- if builtin_tools is defined or tools is not none %}{{- 'Environment: ipython\\n' }}{%- endif %}"
            + "{%- if builtin_tools is defined %}"
            + "{{- 'Tools: ' + builtin_tools | reject('equalto', 'code_interpreter') | join(', ') + '\\n\\n' }}"
            + "{%- endif %}"
            + "{%- if tools is not none and not with_user %}"
            + "{{- 'You have access to the following functions. To call a function, please respond with JSON for a"
            + " function call.' }}"
            + ANSWER_FORMAT
            + "{%- endif %}{{- system + " + END + " }}{%- endif %}";

    private static final String FIRST_USER = "{%- if with_user and tools is not none %}"
            + "{%- if rest | length == 0 %}{{- raise_exception("
            + "\"Cannot put tools in the first user message when there's no first user message!\") }}{%- endif %}"
            + "{%- set said = rest[0]['content'] | trim %}{%- set rest = rest[1:] %}"
            + header("'user'")
            + "{{- 'Given the following functions, please respond with a JSON for a function call with its proper"
            + " arguments that best answers the given prompt.\\n\\n' }}"
            + ANSWER_FORMAT
            + "{{- said + " + END + " }}{%- endif %}";

    private static final String BUILTIN_CALL = "{{- '<|python_tag|>' + call['name'] + '.call(' }}"
            + "{%- for name, value in call['arguments'] | items %}"
            + "{{- name + '=\"' + value + '\"' + ('' if loop.last else ', ') }}{%- endfor %}{{- ')' }}";

    private static final String CALL = "{%- if message['tool_calls'] | length != 1 %}"
            + "{{- raise_exception('This model only supports single tool-calls at once!') }}{%- endif %}"
            + "{%- set call = message['tool_calls'][0]['function'] %}"
            + header("'assistant'")
            + "{%- if builtin_tools is defined and call['name'] in builtin_tools %}"
            + BUILTIN_CALL
            + "{%- else %}{{- '{\"name\": \"' + call['name'] + '\", \"parameters\": ' }}"
            + "{{- call['arguments'] | tojson }}{{- '}' }}{%- endif %}"
            + "{{- '<|eom_id|>' if builtin_tools is defined else " + END + " }}";

    private static final String RESULT = header("'ipython'")
            + "{%- if message['content'] is mapping or message['content'] is iterable %}"
            + "{{- message['content'] | tojson }}{%- else %}{{- message['content'] }}{%- endif %}"
            + "{{- " + END + " }}";

    static final String TEXT = "{{- bos_token }}"
            + SETTINGS
            + SYSTEM
            + FIRST_USER
            + "{%- for message in rest %}{%- if 'tool_calls' in message %}"
            + CALL
            + "{%- elif message['role'] in ['tool', 'ipython'] %}"
            + RESULT
            + "{%- else %}"
            + header("message['role']")
            + "{{- message['content'] | trim + " + END + " }}{%- endif %}{%- endfor %}"
            + "{%- if add_generation_prompt %}" + header("'assistant'") + "{%- endif %}";

    private LlamaTemplate() {}

    private static String header(String role) {
        return "{{- '<|start_header_id|>' + " + role + " + '<|end_header_id|>\\n\\n' }}";
    }
}
