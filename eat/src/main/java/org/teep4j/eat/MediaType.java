package org.teep4j.eat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;

/**
 * A media type with its parameters (RFC 9110, Section 8.3.1): what tells Evidence from Attestation
 * Results, and one format from another (RFC 9782). Case does not matter in the names; it does in
 * the values of parameters.
 *
 * @param type the type, such as {@code application}, in lower case
 * @param subtype the subtype, such as {@code eat+cwt}, in lower case
 * @param parameters the parameters by name in lower case, such as {@code eat_profile}
 */
public record MediaType(String type, String subtype, Map<String, String> parameters) {

  /** An EAT in CBOR: {@code application/eat+cwt} (RFC 9782). */
  public static final MediaType EAT_CWT = of("application", "eat+cwt");

  /** An EAT in JSON: {@code application/eat+jwt} (RFC 9782). */
  public static final MediaType EAT_JWT = of("application", "eat+jwt");

  /**
   * An Attestation Result with the profile of TEEP, which is what a TEEP message means that names
   * no format.
   */
  public static final MediaType TEEP_RESULT = EAT_CWT.withProfile(EatProfile.TEEP);

  /** A detached EAT bundle in CBOR: {@code application/eat-bun+cbor} (RFC 9782). */
  public static final MediaType EAT_BUNDLE = of("application", "eat-bun+cbor");

  /** A PSA attestation token (RFC 9783). */
  public static final MediaType PSA_TOKEN = of("application", "psa-attestation-token");

  /** The name of the parameter that names an EAT's profile. */
  public static final String EAT_PROFILE = "eat_profile";

  private static final int LONGEST = 1 << 12;
  private static final int MOST_PARAMETERS = 64;
  private static final String TOKEN_SPECIALS = "!#$%&'*+-.^_`|~";

  /**
   * Copies and checks the parts.
   *
   * @throws IllegalArgumentException if type, subtype or the name of a parameter is no token in
   *     lower case
   */
  public MediaType {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    List<String> names = new ArrayList<>(parameters.keySet());
    names.add(type);
    names.add(subtype);
    for (String name : names) {
      if (!isToken(name) || !name.equals(name.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("no part of a media type: " + name);
      }
    }
  }

  private static MediaType of(String type, String subtype) {
    return new MediaType(type, subtype, Map.of());
  }

  /**
   * Parses a media type. A value need not be in quotes, even if RFC 9110 demands them: the TEEP
   * document itself writes {@code eat_profile} without.
   *
   * @param text the text, at most 4096 characters
   * @return the media type
   * @throws DecodeException if the text is no media type, or a parameter occurs twice; the offset
   *     counts characters
   */
  public static MediaType parse(String text) throws DecodeException {
    if (text.length() > LONGEST) {
      throw new DecodeException(
          Reason.FIXED_LIMIT, LONGEST, "a media type has at most " + LONGEST + " characters");
    }
    return new Parser(text).parse();
  }

  /**
   * The value of a parameter.
   *
   * @param name the name in any case
   * @return the value without quotes, or empty if the parameter is absent
   */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The profile of an EAT ({@code eat_profile}). */
  public Optional<String> eatProfile() {
    return parameter(EAT_PROFILE);
  }

  /**
   * This media type with the profile of an EAT.
   *
   * @param profile the value of {@code eat_profile}
   * @return the changed media type
   */
  public MediaType withProfile(EatProfile profile) {
    Map<String, String> more = new TreeMap<>(parameters);
    more.put(EAT_PROFILE, profile.name());
    return new MediaType(type, subtype, more);
  }

  /**
   * Whether type and subtype are the same, whatever the parameters are.
   *
   * @param other the media type to compare with
   * @return true if both parts are equal
   */
  public boolean isKindOf(MediaType other) {
    return type.equals(other.type) && subtype.equals(other.subtype);
  }

  /**
   * Whether content of another media type is also of this one. Without parameters this type stands
   * for all parameters; with parameters it demands just these.
   *
   * @param other the media type of the content
   * @return true if type and subtype are equal, and so are the parameters if this type has some
   */
  public boolean includes(MediaType other) {
    return isKindOf(other) && (parameters.isEmpty() || parameters.equals(other.parameters));
  }

  /**
   * Whether the content is an Attestation Result: an EAT with the profile of TEEP, or of EAR in
   * either of its forms. Everything else is Evidence (draft-ietf-teep-protocol-26, Section 7.1.1).
   *
   * @return true for a profile of Attestation Results
   */
  public boolean isAttestationResult() {
    boolean isEat = isKindOf(EAT_CWT) || isKindOf(EAT_JWT);
    return isEat
        && eatProfile()
            .map(EatProfile::ofUri)
            .filter(AttestationResult.PROFILES::contains)
            .isPresent();
  }

  /** The text, with the values of all parameters in quotes. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(type).append('/').append(subtype);
    parameters.forEach(
        (name, value) ->
            text.append("; ")
                .append(name)
                .append("=\"")
                .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                .append('"'));
    return text.toString();
  }

  private static boolean isToken(String text) {
    return !text.isEmpty() && text.chars().allMatch(MediaType::isTokenCharacter);
  }

  private static boolean isTokenCharacter(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || TOKEN_SPECIALS.indexOf(c) >= 0;
  }

  /** Reads a text from left to right. */
  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    MediaType parse() throws DecodeException {
      skipBlanks();
      String type = token();
      expect('/');
      String subtype = token();
      Map<String, String> parameters = new TreeMap<>();
      skipBlanks();
      while (at < text.length()) {
        expect(';');
        skipBlanks();
        if (at < text.length() && text.charAt(at) != ';') {
          parameter(parameters);
        }
      }
      return new MediaType(type, subtype, parameters);
    }

    private void parameter(Map<String, String> parameters) throws DecodeException {
      int start = at;
      String name = token();
      expect('=');
      String value = at < text.length() && text.charAt(at) == '"' ? quoted() : unquoted();
      if (parameters.size() == MOST_PARAMETERS || parameters.put(name, value) != null) {
        throw new DecodeException(Reason.DUPLICATE_KEY, start, "a parameter must not be repeated");
      }
      skipBlanks();
    }

    private String token() throws DecodeException {
      int start = at;
      while (at < text.length() && isTokenCharacter(text.charAt(at))) {
        at++;
      }
      if (at == start) {
        throw error("a name was expected");
      }
      return text.substring(start, at).toLowerCase(Locale.ROOT);
    }

    private String unquoted() throws DecodeException {
      int start = at;
      while (at < text.length() && isUnquoted(text.charAt(at))) {
        at++;
      }
      if (at == start) {
        throw error("a value was expected");
      }
      return text.substring(start, at);
    }

    private static boolean isUnquoted(char c) {
      return c > ' ' && c <= '~' && c != ';' && c != '"';
    }

    private String quoted() throws DecodeException {
      StringBuilder value = new StringBuilder();
      at++;
      while (at < text.length() && text.charAt(at) != '"') {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          at++;
        }
        value.append(text.charAt(at++));
      }
      expect('"');
      return value.toString();
    }

    private void skipBlanks() {
      while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
        at++;
      }
    }

    private void expect(char c) throws DecodeException {
      if (at == text.length() || text.charAt(at) != c) {
        throw error("'" + c + "' was expected");
      }
      at++;
    }

    private DecodeException error(String detail) {
      return new DecodeException(Reason.SYNTAX, at, detail);
    }
  }
}
