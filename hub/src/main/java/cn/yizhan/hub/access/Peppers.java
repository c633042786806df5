package cn.yizhan.hub.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys that are kept outside the database, so that the database alone reveals and accepts no
 * secret: random keys by id, of which the highest is current and the others remain for what was
 * made with them.
 *
 * <p>The file has one line per key, its id and 32 bytes in base64url. Hubs that share a database
 * share the file.
 */
public final class Peppers {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int LARGEST_ID = Short.MAX_VALUE;

  private final SortedMap<Integer, byte[]> keys;
  private final SecureRandom random;

  private Peppers(SortedMap<Integer, byte[]> keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  /**
   * Reads the keys, after having written the file with one fresh key when there is none.
   *
   * @param file the file, readable by its owner alone
   * @throws IOException when it cannot be read or written, is readable by others, or is malformed
   */
  public static Peppers open(Path file) throws IOException {
    SecureRandom random = new SecureRandom();
    if (!Files.exists(file)) {
      byte[] key = new byte[KEY_BYTES];
      random.nextBytes(key);
      PrivateFile.create(file, "1 " + encoder().encodeToString(key) + "\n");
    }
    PrivateFile.requirePrivate(file);
    return new Peppers(parse(file, Files.readAllLines(file, StandardCharsets.UTF_8)), random);
  }

  /** The id of the key that new secrets are made with, in the range of a smallint. */
  public int current() {
    return keys.lastKey();
  }

  /** The ids of all keys. */
  public List<Integer> ids() {
    return List.copyOf(keys.keySet());
  }

  /**
   * HMAC-SHA256 under the key of that id.
   *
   * @throws IllegalArgumentException when there is no such key
   */
  public byte[] hmac(int id, byte[] bytes) {
    return mac(derived(id, "hmac"), bytes);
  }

  /**
   * Encrypts with AES-256-GCM under the current key.
   *
   * @param plain what to hide
   * @param context what the secret belongs to, an id for instance; {@link #open} needs the same, so
   *     that sealed bytes cannot be moved to another row
   * @return nonce and ciphertext; keep {@link #current()} beside them
   */
  public byte[] seal(byte[] plain, String context) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, current(), nonce, context).doFinal(plain);
      return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot encrypt", e);
    }
  }

  /**
   * Decrypts what {@link #seal} made.
   *
   * @throws IllegalArgumentException when there is no key of that id, or key, context or bytes are
   *     not those that were sealed
   */
  public byte[] open(int id, byte[] sealed, String context) {
    if (sealed.length < NONCE_BYTES + TAG_BITS / 8) {
      throw new IllegalArgumentException("sealed bytes are too short");
    }
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    try {
      return cipher(Cipher.DECRYPT_MODE, id, nonce, context)
          .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("sealed bytes do not open with pepper " + id, e);
    }
  }

  private Cipher cipher(int mode, int id, byte[] nonce, String context)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode, new SecretKeySpec(derived(id, "seal"), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  /** One key per purpose, so that no output of one use says anything about the other. */
  private byte[] derived(int id, String purpose) {
    byte[] key = keys.get(id);
    if (key == null) {
      throw new IllegalArgumentException("the pepper file has no key " + id);
    }
    return mac(key, ("yizhan " + purpose).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] mac(byte[] key, byte[] bytes) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every Java", e);
    }
  }

  private static SortedMap<Integer, byte[]> parse(Path file, List<String> lines)
      throws IOException {
    SortedMap<Integer, byte[]> keys = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty()) {
        Map.Entry<Integer, byte[]> key = key(file, i + 1, line);
        if (keys.put(key.getKey(), key.getValue()) != null) {
          throw malformed(file, i + 1);
        }
      }
    }
    if (keys.isEmpty()) {
      throw new IOException(file + " holds no key");
    }
    return keys;
  }

  private static Map.Entry<Integer, byte[]> key(Path file, int number, String line)
      throws IOException {
    int space = line.indexOf(' ');
    try {
      int id = Integer.parseInt(line.substring(0, Math.max(space, 0)));
      byte[] key = Base64.getUrlDecoder().decode(line.substring(space + 1).strip());
      if (id < 1 || id > LARGEST_ID || key.length != KEY_BYTES) {
        throw malformed(file, number);
      }
      return Map.entry(id, key);
    } catch (IllegalArgumentException e) {
      throw malformed(file, number);
    }
  }

  private static IOException malformed(Path file, int line) {
    return new IOException(
        file + " line " + line + ": expected a key id from 1 and 32 bytes in base64url");
  }

  private static Base64.Encoder encoder() {
    return Base64.getUrlEncoder().withoutPadding();
  }
}
