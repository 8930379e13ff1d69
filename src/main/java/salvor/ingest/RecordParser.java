package salvor.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes a tree of one JSON document, within limits. Numbers stay exact. */
final class RecordParser {
  /** What came of it. */
  sealed interface Result {
    /**
     * @param replaced whether bytes that are not UTF-8 were replaced
     */
    record Parsed(JsonNode node, boolean replaced) implements Result {}

    record Failed(String reason) implements Result {}
  }

  private final JsonMapper mapper;

  RecordParser(Limits limits) {
    mapper =
        JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints(limits)).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
  }

  static StreamReadConstraints constraints(Limits limits) {
    return StreamReadConstraints.builder()
        .maxNestingDepth(limits.depth())
        .maxStringLength(limits.recordBytes())
        .build();
  }

  /** The one document that these bytes hold. */
  Result parse(byte[] bytes, int from, int to) {
    try {
      return new Result.Parsed(mapper.readTree(bytes, from, to - from), false);
    } catch (JacksonException | IllegalStateException | NumberFormatException strict) {
      if (isUtf8(bytes, from, to)) {
        return new Result.Failed(reason(strict));
      }
    }
    byte[] repaired =
        new String(bytes, from, to - from, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    try {
      return new Result.Parsed(mapper.readTree(repaired), true);
    } catch (JacksonException | IllegalStateException | NumberFormatException cause) {
      return new Result.Failed(reason(cause) + " (and bytes that are not UTF-8)");
    }
  }

  static String reason(RuntimeException cause) {
    return switch (cause) {
      case StreamConstraintsException _ ->
          "nested too deeply, or a text or number too long, to be a sensor's record";
      case NumberFormatException _ -> "a number of a size that no record needs";
      case UnexpectedEndOfInputException _ -> "cut off: the record ends too early";
      case JacksonException json
          when json.getLocation() != null && json.getLocation().getByteOffset() >= 0 ->
          "not valid JSON at byte " + json.getLocation().getByteOffset() + " of the record";
      default -> "not valid JSON";
    };
  }

  private static boolean isUtf8(byte[] bytes, int from, int to) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }
}
