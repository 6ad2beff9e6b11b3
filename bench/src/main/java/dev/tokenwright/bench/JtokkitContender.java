package dev.tokenwright.bench;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;

/** JTokkit, which knows OpenAI's models only. */
final class JtokkitContender implements Contender {
    private final Encoding encoding;

    private JtokkitContender(Encoding encoding) {
        this.encoding = encoding;
    }

    static Contender open(Model model) {
        String name = model.name().equals("gpt2") ? "r50k_base" : model.name();
        EncodingType type = EncodingType.fromName(name)
                .orElseThrow(() -> new IllegalArgumentException("jtokkit has no model " + model.name()));
        return new JtokkitContender(Encodings.newLazyEncodingRegistry().getEncoding(type));
    }

    @Override
    public int[] encode(String text) {
        return encoding.encodeOrdinary(text).toArray();
    }

    @Override
    public String decode(int[] ids) {
        IntArrayList list = new IntArrayList(ids.length);
        for (int id : ids) {
            list.add(id);
        }
        return encoding.decode(list);
    }
}
