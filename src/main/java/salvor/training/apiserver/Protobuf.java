package salvor.training.apiserver;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import salvor.training.apiserver.ProtobufFields.Field;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the few bodies that kubectl 1.33 and newer sends as protobuf: four bytes {@code k8s\0},
 * then {@code runtime.Unknown}. Field numbers are those of Kubernetes' {@code generated.proto}
 * files; bodies of other kinds are refused.
 */
final class Protobuf {
  private static final int MAGIC = 0x6b387300;

  private Protobuf() {}

  /**
   * The body as a tree.
   *
   * @throws ApiFailure 400 when it is cut short or no such body, 415 for a kind that is not known
   */
  static ObjectNode read(byte[] body) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(body);
      if (bytes.getInt() != MAGIC) {
        throw ApiFailure.badRequest("the body is no protobuf of Kubernetes");
      }
      Map<Integer, Field> type = ProtobufFields.type();
      ByteBuffer raw = ByteBuffer.allocate(0);
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      while (bytes.hasRemaining()) {
        int key = (int) varint(bytes);
        ByteBuffer value = piece(bytes);
        if (key >>> 3 == 1) {
          object = message(value, type);
        } else if (key >>> 3 == 2) {
          raw = value;
        }
      }
      Map<Integer, Field> fields = ProtobufFields.KINDS.get(object.path("kind").asString(""));
      if (fields == null) {
        throw ApiFailure.unsupported(
            "no protobuf is read for kind " + object.path("kind").asString(""));
      }
      object.setAll(message(raw, fields));
      return object;
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw ApiFailure.badRequest("the protobuf body is cut short");
    }
  }

  private static ObjectNode message(ByteBuffer bytes, Map<Integer, Field> fields) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    while (bytes.hasRemaining()) {
      int key = (int) varint(bytes);
      Field field = fields.get(key >>> 3);
      switch (key & 7) {
        case 0 -> {
          long number = varint(bytes);
          if (field != null && !field.isPlain()) {
            throw ApiFailure.badRequest("the protobuf body has a number as " + field.name());
          }
          if (field != null) {
            object.put(field.name(), number);
          }
        }
        case 1 -> bytes.getLong();
        case 5 -> bytes.getInt();
        case 2 -> {
          ByteBuffer value = piece(bytes);
          if (field != null) {
            put(object, field, value);
          }
        }
        default -> throw ApiFailure.badRequest("the protobuf body has an unknown wire type");
      }
    }
    return object;
  }

  private static void put(ObjectNode object, Field field, ByteBuffer value) {
    JsonNode read =
        field.message().isEmpty()
            ? object.stringNode(StandardCharsets.UTF_8.decode(value).toString())
            : message(value, field.message());
    switch (field.shape()) {
      case ONE -> {
        // An empty text is how protobuf says that there is none.
        if (!read.isString() || !read.asString("").isEmpty()) {
          object.set(field.name(), read);
        }
      }
      case MANY -> object.withArray(field.name()).add(read);
      case MAP ->
          object
              .withObject(field.name())
              .put(read.path("key").asString(""), read.path("value").asString(""));
    }
  }

  private static ByteBuffer piece(ByteBuffer bytes) {
    int length = (int) varint(bytes);
    ByteBuffer piece = bytes.slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    return piece;
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte b = bytes.get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw ApiFailure.badRequest("the protobuf body has a number that is too long");
  }
}
