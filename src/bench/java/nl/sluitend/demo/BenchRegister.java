package nl.sluitend.demo;

/** Registers of any size: pupils of the fictional school 99ZZ that differ by their number alone. */
final class BenchRegister {

    private static final String HEADER =
            "reference,brin,vestiging,leerlingnummer,category,startDate,enrolled,schoolType,"
                    + "municipality,source,lead\r\n";

    private BenchRegister() {}

    /** The pupils from one number up to another, in the columns of the generic profile. */
    static String csv(int from, int until) {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = from; i < until; i++) {
            csv.append("bench-")
                    .append(i)
                    .append(",99ZZ,00,L")
                    .append(i)
                    .append(",ABSOLUUT_VERZUIM,2022-09-01,false,BAO,Arnhem,EIGEN,RBL\r\n");
        }
        return csv.toString();
    }
}
