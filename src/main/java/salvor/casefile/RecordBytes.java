package salvor.casefile;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes values made of records as bytes, and reads them again.
 *
 * <p>Understood are records, enums, sealed interfaces of records, lists, sets and maps of them,
 * texts and numbers. The types are those that the record components declare: nothing in the bytes
 * can name a class. What a type looks like is summed up by {@link #shape}: bytes of another shape
 * must not be read, and need not be, since all that is kept this way can be made again. A JSON
 * mapper would take longer to start than this takes to read a case.
 */
final class RecordBytes {
  private record Shape(Constructor<?> constructor, Method[] accessors, Type[] types) {}

  private static final int DEEPEST = 64;

  private final Map<Class<?>, Shape> shapes = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Map<String, Integer> written = new HashMap<>();
  private final List<String> read = new ArrayList<>();
  private final ByteBuffer in;

  private RecordBytes(ByteBuffer in) {
    this.in = in;
  }

  /** The bytes of a record. */
  static byte[] write(Record value) {
    RecordBytes bytes = new RecordBytes(ByteBuffer.allocate(0));
    bytes.put(value, value.getClass());
    return bytes.out.toByteArray();
  }

  /**
   * The record that was written.
   *
   * @throws IllegalArgumentException when these are not its bytes
   */
  static <T extends Record> T read(ByteBuffer from, Class<T> type) {
    try {
      return type.cast(Objects.requireNonNull(new RecordBytes(from).get(type, 0)));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(type.getSimpleName(), e);
    }
  }

  /** A number that changes when the type, or any type it is made of, changes. */
  static int shape(Class<? extends Record> type) {
    CRC32C crc = new CRC32C();
    describe(type, crc, new LinkedHashSet<>());
    return (int) crc.getValue();
  }

  private static void describe(Type type, CRC32C crc, Set<Type> seen) {
    crc.update(type.getTypeName().getBytes(StandardCharsets.UTF_8));
    if (!seen.add(type)) {
      return;
    }
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments()).forEach(t -> describe(t, crc, seen));
    } else if (type instanceof Class<?> c && c.isEnum()) {
      Arrays.stream(c.getEnumConstants())
          .forEach(e -> crc.update(e.toString().getBytes(StandardCharsets.UTF_8)));
    } else if (type instanceof Class<?> c && c.isSealed()) {
      Arrays.stream(c.getPermittedSubclasses()).forEach(t -> describe(t, crc, seen));
    } else if (type instanceof Class<?> c && c.isRecord()) {
      for (RecordComponent component : c.getRecordComponents()) {
        crc.update(component.getName().getBytes(StandardCharsets.UTF_8));
        describe(component.getGenericType(), crc, seen);
      }
    }
  }

  private void put(@Nullable Object value, Type type) {
    if (value == null) {
      out.write(0);
      return;
    }
    switch (value) {
      case String text -> text(text);
      case Boolean yes -> out.write(yes ? 2 : 1);
      case Number number -> put1(number.longValue());
      case Enum<?> constant -> number(constant.ordinal() + 1L);
      case Collection<?> many -> {
        number(many.size() + 1L);
        Type of = argument(type, 0);
        many.forEach(each -> put(each, of));
      }
      case Map<?, ?> map -> {
        number(map.size() + 1L);
        map.forEach((key, each) -> {
          put(key, argument(type, 0));
          put(each, argument(type, 1));
        });
      }
      case Record record -> {
        number(1 + caseOf((Class<?>) type, record.getClass()));
        fields(record);
      }
      default -> throw new IllegalArgumentException("cannot be kept: " + type);
    }
  }

  private void put1(long number) {
    out.write(1);
    number((number << 1) ^ (number >> 63));
  }

  private void fields(Record record) {
    Shape shape = shapeOf(record.getClass());
    try {
      for (int i = 0; i < shape.types.length; i++) {
        put(shape.accessors[i].invoke(record), shape.types[i]);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(record.getClass().getName(), e);
    }
  }

  private void text(String text) {
    Integer known = written.putIfAbsent(text, written.size());
    if (known != null) {
      number(known + 2L);
      return;
    }
    number(1);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    out.writeBytes(bytes);
  }

  private void number(long number) {
    long rest = number;
    for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
      out.write((int) (rest & 0x7F) | 0x80);
    }
    out.write((int) rest);
  }

  private @Nullable Object get(Type type, int depth) {
    long head = number();
    if (head == 0) {
      return null;
    }
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("too deep");
    }
    if (type instanceof ParameterizedType generic) {
      return many(generic, count(head - 1), depth);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == String.class) {
      return text(head);
    } else if (plain == boolean.class || plain == Boolean.class) {
      return head == 2;
    } else if (plain == int.class || plain == Integer.class) {
      return Math.toIntExact(zigzag());
    } else if (plain == long.class || plain == Long.class) {
      return zigzag();
    } else if (plain.isEnum()) {
      return plain.getEnumConstants()[Math.toIntExact(head - 1)];
    }
    return record(plain.isSealed() ? cases(plain).get(Math.toIntExact(head - 1)) : plain, depth);
  }

  private long zigzag() {
    long number = number();
    return (number >>> 1) ^ -(number & 1);
  }

  private Object many(ParameterizedType type, int count, int depth) {
    boolean sorted = type.getRawType() == SortedMap.class;
    if (sorted || type.getRawType() == Map.class) {
      Map<@Nullable Object, @Nullable Object> map =
          sorted ? new TreeMap<>() : new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        Object key = get(argument(type, 0), depth + 1);
        map.put(key, get(argument(type, 1), depth + 1));
      }
      return map;
    }
    Collection<@Nullable Object> many =
        type.getRawType() == Set.class ? new LinkedHashSet<>() : new ArrayList<>();
    for (int i = 0; i < count; i++) {
      many.add(get(argument(type, 0), depth + 1));
    }
    return many;
  }

  private Object record(Class<?> type, int depth) {
    Shape shape = shapeOf(type);
    @Nullable Object[] fields = new @Nullable Object[shape.types.length];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = get(shape.types[i], depth + 1);
    }
    try {
      return shape.constructor.newInstance(fields);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type.getName(), e);
    }
  }

  private String text(long head) {
    if (head > 1) {
      return read.get(Math.toIntExact(head - 2));
    }
    byte[] bytes = new byte[count(number())];
    in.get(bytes);
    String text = new String(bytes, StandardCharsets.UTF_8);
    read.add(text);
    return text;
  }

  /**
   * Each element takes a byte at least, so a count beyond the bytes left is a lie that must not
   * reserve memory.
   */
  private int count(long count) {
    if (count < 0 || count > in.remaining()) {
      throw new IllegalArgumentException("count " + count);
    }
    return (int) count;
  }

  private long number() {
    long number = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.get();
      number |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new IllegalArgumentException("number");
  }

  private static long caseOf(Class<?> declared, Class<?> actual) {
    return declared.isSealed() ? cases(declared).indexOf(actual) : 0;
  }

  /** The records of a sealed interface, those of sealed interfaces inside it included. */
  private static List<Class<?>> cases(Class<?> sealed) {
    List<Class<?>> cases = new ArrayList<>();
    for (Class<?> each : sealed.getPermittedSubclasses()) {
      if (each.isSealed()) {
        cases.addAll(cases(each));
      } else {
        cases.add(each);
      }
    }
    return cases;
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }

  private Shape shapeOf(Class<?> type) {
    return shapes.computeIfAbsent(type, RecordBytes::look);
  }

  private static Shape look(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] raw =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(raw);
      constructor.setAccessible(true);
      Method[] accessors =
          Arrays.stream(components).map(RecordComponent::getAccessor).toArray(Method[]::new);
      Arrays.stream(accessors).forEach(a -> a.setAccessible(true));
      return new Shape(
          constructor,
          accessors,
          Arrays.stream(components).map(RecordComponent::getGenericType).toArray(Type[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(type.getName(), e);
    }
  }
}
