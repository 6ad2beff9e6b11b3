/** Conversations to token ids: chat templates whose output says where each character came from. */
module dev.tokenwright.chat {
    requires transitive dev.tokenwright.core;
    requires java.net.http;
    requires static org.jspecify;

    exports dev.tokenwright.chat;
    exports dev.tokenwright.chat.check;
    exports dev.tokenwright.chat.jinja;
    exports dev.tokenwright.chat.prompt;
    exports dev.tokenwright.chat.prompt.command;
    exports dev.tokenwright.chat.prompt.dataset;
    exports dev.tokenwright.chat.render;
    exports dev.tokenwright.chat.rollout;
    exports dev.tokenwright.chat.tool;
}
