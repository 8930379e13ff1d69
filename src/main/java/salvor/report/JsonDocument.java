package salvor.report;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Evidence;
import salvor.evidence.RecordRef;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;

/**
 * A JSON document as it is written. Property by property it goes to its stream, so that a document
 * of a hundred thousand processes needs no memory of that size.
 */
final class JsonDocument {
  private final JsonGenerator json;

  JsonDocument(JsonGenerator json) {
    this.json = json;
  }

  /** Writes one object, set in for people, UTF-8, and leaves the stream open. */
  static void write(OutputStream out, Consumer<JsonDocument> content) throws IOException {
    ObjectWriteContext pretty =
        new ObjectWriteContext.Base() {
          @Override
          public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
          }
        };
    OutputStream buffered = new BufferedOutputStream(new LeftOpen(out), 1 << 16);
    try (JsonGenerator json = new JsonFactory().createGenerator(pretty, buffered)) {
      json.writeStartObject();
      content.accept(new JsonDocument(json));
      json.writeEndObject();
      json.writeRaw('\n');
    }
    out.flush();
  }

  /** One object as text, set in for people. */
  static String text(Consumer<JsonDocument> content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(bytes, content);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause); // memory refuses nothing
    }
    return bytes.toString(StandardCharsets.UTF_8).strip();
  }

  /** One object as one line of text. */
  static String line(Consumer<JsonDocument> content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json =
        new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      content.accept(new JsonDocument(json));
      json.writeEndObject();
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** A published schema (JSON Schema 2020-12) as text. */
  static String schema(String file) throws IOException {
    try (InputStream in = JsonDocument.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException("the schema is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Version, filter and how much the filter hides: every document of an overview begins so. */
  void head(int version, Overview overview) {
    number("version", version);
    text("filter", overview.filter());
    number("hiddenByFilter", overview.hidden());
  }

  void text(String name, @Nullable String value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, whole(value));
    }
  }

  void number(String name, long value) {
    json.writeNumberProperty(name, value);
  }

  void number(String name, @Nullable Integer value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, value);
    }
  }

  /** A number, null where nothing can be said. */
  void number(String name, java.util.OptionalDouble value) {
    if (value.isEmpty()) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, value.getAsDouble());
    }
  }

  void is(String name, boolean value) {
    json.writeBooleanProperty(name, value);
  }

  void texts(String name, Collection<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(value -> json.writeString(whole(value)));
    json.writeEndArray();
  }

  void lists(String name, Collection<List<String>> values) {
    json.writeArrayPropertyStart(name);
    for (List<String> each : values) {
      json.writeStartArray();
      each.forEach(value -> json.writeString(whole(value)));
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  <T> void objects(String name, Iterable<T> items, Consumer<T> each) {
    json.writeArrayPropertyStart(name);
    for (T item : items) {
      json.writeStartObject();
      each.accept(item);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  void object(String name, Runnable content) {
    json.writeObjectPropertyStart(name);
    content.run();
    json.writeEndObject();
  }

  /** A document of others, as it is. */
  void tree(String name, JsonNode tree) {
    json.writeName(name);
    json.writeRawValue(whole(tree.toString()));
  }

  /** No object, where one may be. */
  void none(String name) {
    json.writeNullProperty(name);
  }

  /** Where a record stands. */
  void source(Evidence evidence, int row) {
    RecordRef ref = evidence.observations().source(row);
    object(
        "source",
        () -> {
          text("path", evidence.sources().get(ref.source()).path());
          number("line", ref.line());
          number("offset", ref.offset());
        });
  }

  /** The text without lone surrogates: readers of JSON refuse them. */
  static String whole(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static final class LeftOpen extends FilterOutputStream {
    LeftOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
