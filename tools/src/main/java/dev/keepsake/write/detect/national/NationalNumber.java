package dev.keepsake.write.detect.national;

import java.util.Locale;
import java.util.function.Predicate;

/// The numbers that can be told from others, each with what its country publishes of its form.
public enum NationalNumber {
  US_SSN(9, AmericanNumbers::ssn),
  /// Of those who have no social security number.
  US_ITIN(9, AmericanNumbers::itin),
  UK_NINO(9, BritishNumbers::nino),
  UK_NHS(10, BritishNumbers::nhs),
  IE_PPS(0, BritishNumbers::pps),
  DE_STEUER_ID(11, GermanNumbers::taxId),
  /// Of the pension insurance.
  DE_RVNR(12, GermanNumbers::pension),
  AT_SVNR(10, GermanNumbers::austrian),
  CH_AHV(13, GermanNumbers::swiss),
  FR_NIR(15, RomanceNumbers::nir),
  ES_DNI_NIE(9, RomanceNumbers::dni),
  PT_NIF(9, RomanceNumbers::nif),
  IT_CODICE_FISCALE(16, CodiceFiscale::valid),
  RO_CNP(13, RomanceNumbers::cnp),
  NL_BSN(9, BeneluxNumbers::bsn),
  BE_NRN(11, BeneluxNumbers::nrn),
  SE_PERSONNUMMER(0, NordicNumbers::swedish),
  FI_HETU(11, NordicNumbers::finnish),
  DK_CPR(10, NordicNumbers::danish),
  NO_FODSELSNUMMER(11, NordicNumbers::norwegian),
  PL_PESEL(11, EasternNumbers::pesel),
  BG_EGN(10, EasternNumbers::egn),
  /// Of the Czech Republic and Slovakia.
  CZ_SK_RC(10, EasternNumbers::birthNumber),
  HR_OIB(11, EasternNumbers::oib),
  /// Of Estonia and Lithuania.
  EE_LT_ISIKUKOOD(11, EasternNumbers::isikukood),
  HU_TAJ(9, EasternNumbers::taj),
  SI_EMSO(13, EasternNumbers::emso),
  GR_AMKA(11, EasternNumbers::amka);

  private final int length;
  private final Predicate<String> form;

  /// @param length in characters without separators; 0 where it varies
  NationalNumber(int length, Predicate<String> form) {
    this.length = length;
    this.form = form;
  }

  /// In rules and findings: `de_steuer_id`.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @param written with or without separators, in either case
  public boolean isValid(String written) {
    String bare = bare(written);
    return (length == 0 || bare.length() == length) && form.test(bare);
  }

  /// Finland's separator says in which century somebody was born.
  private String bare(String written) {
    String separators = this == FI_HETU ? " ./" : " ./-";
    var bare = new StringBuilder(written.length());
    written
        .chars()
        .filter(c -> separators.indexOf(c) < 0)
        .map(Character::toUpperCase)
        .forEach(bare::appendCodePoint);
    return bare.toString();
  }
}
