/** Vocabularies that come with the library. */
module dev.tokenwright.vocab {
    requires static org.jspecify;
    requires transitive dev.tokenwright.core;

    exports dev.tokenwright.vocab;
}
