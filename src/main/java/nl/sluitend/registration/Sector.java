package nl.sluitend.registration;

import nl.sluitend.registration.intake.SchoolType;

/** The sectors of passend onderwijs, each with its own samenwerkingsverband. */
public enum Sector {
    /** Primair onderwijs. */
    PO,
    /** Voortgezet onderwijs. */
    VO;

    boolean has(SchoolType schoolType) {
        return switch (schoolType) {
            case BAO, SBAO, SO -> this == PO;
            case VSO, PRO, VMBO, HAVO, VWO -> this == VO;
            case MBO, GEEN -> false;
        };
    }

    /** Whether a samenwerkingsverband answers for pupils of this kind of school. */
    static boolean anyHas(SchoolType schoolType) {
        return PO.has(schoolType) || VO.has(schoolType);
    }
}
