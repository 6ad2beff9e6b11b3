package dev.tokenwright.app.serve.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The served models by the names that clients may use, which are never paths. Immutable. */
public final class Models {
    private final Map<String, ServedModel> byName = new LinkedHashMap<>();
    private final List<ServedModel> all;

    private Models(List<ServedModel> all) {
        this.all = List.copyOf(all);
        for (ServedModel model : all) {
            if (byName.put(model.name(), model) != null) {
                throw new IllegalArgumentException("two models are called \"" + model.name() + "\"");
            }
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("there is no model to serve");
        }
    }

    /** Some models. */
    public static Models of(List<ServedModel> models) {
        return new Models(models);
    }

    /** All of them, in the order in which they were given. */
    public List<ServedModel> all() {
        return all;
    }

    /** The model of a name, if there is one. */
    public Optional<ServedModel> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The model that a request names; without a name the only one there is. */
    public ServedModel named(Optional<String> name) {
        if (name.isPresent()) {
            return find(name.get()).orElseThrow(() -> notFound("the model \"" + name.get() + "\" does not exist"));
        }
        if (all.size() > 1) {
            throw notFound("the field \"model\" is missing and several models are served");
        }
        return all.get(0);
    }

    /** As {@link #named}, for dialects whose clients do not know of models: without a name the first one. */
    public ServedModel namedOrFirst(Optional<String> name) {
        return name.isPresent() ? named(name) : all.get(0);
    }

    private ApiError notFound(String problem) {
        return new ApiError(
                ApiError.Kind.NOT_FOUND,
                "model_not_found",
                "model",
                problem + "; there are " + String.join(", ", byName.keySet()));
    }
}
