package salvor.custody.redact;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.custody.redact.JsonSpans.Kind;
import salvor.custody.redact.JsonSpans.Value;

/**
 * Finds the values in JSON that are secret by where they stand: those of a Secret, those of a
 * request for one, those beside a name.
 */
final class SecretJson {
  private static final Set<String> DATA = Set.of("data", "stringData");
  private final RedactionRules rules;

  SecretJson(RedactionRules rules) {
    this.rules = rules;
  }

  /** The secret values with their rules. */
  IdentityHashMap<Value, String> secrets(String text, List<Value> values) {
    IdentityHashMap<Value, String> found = new IdentityHashMap<>();
    values.forEach(value -> new Walk(text, found).visit(value, ""));
    return found;
  }

  private final class Walk {
    private final String text;
    private final IdentityHashMap<Value, String> found;

    Walk(String text, IdentityHashMap<Value, String> found) {
      this.text = text;
      this.found = found;
    }

    void visit(Value value, String path) {
      switch (value.kind()) {
        case OBJECT -> object(value, path);
        case ARRAY -> array(value, path);
        case TEXT, NUMBER, WORD -> {}
      }
    }

    private void object(Value object, String path) {
      if (isSecret(object)) {
        for (int i = 0; i < object.parts().size(); i++) {
          if (DATA.contains(name(object, i))) {
            all(object.parts().get(i), RedactionRules.SECRET);
          }
        }
      }
      if (isRequestForSecrets(object)) {
        for (String body : List.of("requestObject", "responseObject")) {
          Value part = object.member(text, body);
          if (part != null) {
            body(part);
          }
        }
      }
      pair(object);
      for (int i = 0; i < object.parts().size(); i++) {
        String name = name(object, i);
        Value part = object.parts().get(i);
        String inner = rules.hasFields() ? end(path.isEmpty() ? name : path + "." + name) : name;
        String rule = rules.ofField(inner, name);
        if (rule != null) {
          all(part, rule);
        } else if (SecretNames.is(name) && isPlain(part)) {
          all(part, RedactionRules.NAMED);
        }
        visit(part, inner);
      }
    }

    /** As much of a path as a rule can name: whole paths of long names would fill the memory. */
    private static String end(String path) {
      return path.substring(Math.max(0, path.length() - 4 * RedactionRules.LONGEST_FIELD));
    }

    private String name(Value object, int i) {
      return JsonSpans.decoded(text, object.names().get(i));
    }

    /** A text, a number, or a list of them. */
    private static boolean isPlain(Value value) {
      return value.kind() == Kind.TEXT
          || value.kind() == Kind.NUMBER
          || (value.kind() == Kind.ARRAY && value.parts().stream().allMatch(Walk::isPlain));
    }

    private boolean isSecret(Value object) {
      String kind = said(object, "kind");
      Value data = object.member(text, "data");
      return "Secret".equals(kind)
          || (kind == null
              && said(object, "type") != null
              && data != null
              && data.kind() == Kind.OBJECT
              && object.member(text, "metadata") != null);
    }

    private boolean isRequestForSecrets(Value object) {
      Value ref = object.member(text, "objectRef");
      return ref != null
          && ref.kind() == Kind.OBJECT
          && ("secrets".equals(said(ref, "resource")) || "token".equals(said(ref, "subresource")));
    }

    /** All data in the body of a request for Secrets, and the values of a patch of one. */
    private void body(Value value) {
      for (int i = 0; i < value.parts().size(); i++) {
        Value part = value.parts().get(i);
        boolean data =
            value.kind() == Kind.OBJECT
                && (DATA.contains(name(value, i)) || name(value, i).equals("value"));
        if (data) {
          all(part, RedactionRules.SECRET);
        } else {
          body(part);
        }
      }
    }

    /** {"name": "DB_PASSWORD", "value": "..."}. */
    private void pair(Value object) {
      Value value = object.member(text, "value");
      String name = said(object, "name");
      name = name == null ? said(object, "key") : name;
      if (value != null && name != null) {
        String rule = rules.ofField(name, name);
        if (rule != null) {
          all(value, rule);
        } else if (SecretNames.is(name) && isPlain(value)) {
          all(value, RedactionRules.NAMED);
        }
      }
    }

    private @Nullable String said(Value object, String name) {
      Value member = object.member(text, name);
      return member == null || member.kind() != Kind.TEXT ? null : JsonSpans.decoded(text, member);
    }

    /** ["--password", "..."], ["-u", "name:..."]. */
    private void array(Value array, String path) {
      String before = "";
      for (Value part : array.parts()) {
        if (part.kind() == Kind.TEXT) {
          String option = before.startsWith("-") ? before.replaceFirst("^-{1,2}", "") : "";
          if (!option.isEmpty()
              && (rules.ofField(option, option) != null
                  || (option.length() > 3 && SecretNames.is(option)))) {
            found.putIfAbsent(part, RedactionRules.NAMED);
          }
          before = JsonSpans.decoded(text, part);
        } else {
          before = "";
        }
        visit(part, path);
      }
    }

    /** Everything in a value. */
    private void all(Value value, String rule) {
      if (value.kind() == Kind.OBJECT || value.kind() == Kind.ARRAY) {
        value.parts().forEach(part -> all(part, rule));
      } else if (value.kind() != Kind.WORD) {
        found.putIfAbsent(value, rule);
      }
    }
  }
}
