package dev.tokenwright.chat.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Python's arithmetic of floating-point numbers. */
final class Floats {
    private static final long EXACT = 1L << 53;

    private Floats() {}

    static double apply(Arithmetic.Operator operator, double left, double right) {
        return switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> divide(left, right);
            case FLOOR_DIVIDE -> floorDivide(left, right);
            case MODULO -> modulo(left, right);
            case POWER -> power(left, right);
        };
    }

    private static double divide(double left, double right) {
        if (right == 0) {
            throw Arithmetic.zeroDivision("float division by zero");
        }
        return left / right;
    }

    /** The quotient of two integers, rounded once. */
    static double divideExactly(BigInteger left, BigInteger right) {
        if (right.signum() == 0) {
            throw Arithmetic.zeroDivision("division by zero");
        }
        if (left.bitLength() < Long.SIZE
                && right.bitLength() < Long.SIZE
                && Math.abs(left.longValue()) <= EXACT
                && Math.abs(right.longValue()) <= EXACT) {
            return (double) left.longValue() / right.longValue();
        }
        double quotient = new BigDecimal(left)
                .divide(new BigDecimal(right), new MathContext(60))
                .doubleValue();
        if (Double.isInfinite(quotient)) {
            throw Failure.value("OverflowError", "integer division result too large for a float");
        }
        return quotient;
    }

    private static double modulo(double left, double right) {
        if (right == 0) {
            throw Arithmetic.zeroDivision("float modulo");
        }
        double remainder = left % right;
        if (remainder == 0) {
            return Math.copySign(0.0, right);
        }
        return remainder < 0 != right < 0 ? remainder + right : remainder;
    }

    private static double floorDivide(double left, double right) {
        if (right == 0) {
            throw Arithmetic.zeroDivision("float floor division by zero");
        }
        double remainder = left % right;
        double quotient = (left - remainder) / right;
        if (remainder != 0 && remainder < 0 != right < 0) {
            quotient -= 1.0;
        }
        if (quotient == 0) {
            return Math.copySign(0.0, left / right);
        }
        double floor = Math.floor(quotient);
        return quotient - floor > 0.5 ? floor + 1.0 : floor;
    }

    private static double power(double left, double right) {
        if (left == 0 && right < 0) {
            throw Arithmetic.zeroDivision("0.0 cannot be raised to a negative power");
        }
        if (left == 1 || right == 0) {
            return 1.0;
        }
        if (left == -1 && Double.isInfinite(right)) {
            return 1.0;
        }
        if (left < 0 && Double.isFinite(left) && Double.isFinite(right) && right != Math.rint(right)) {
            throw Failure.value("complex numbers are not part of the language");
        }
        double result = Math.pow(left, right);
        if (Double.isInfinite(result) && Double.isFinite(left) && Double.isFinite(right)) {
            throw Failure.value("OverflowError", "(34, 'Numerical result out of range')");
        }
        return result;
    }

    /** Python's {@code round}: to the nearest, ties to the even digit, of the exact value. */
    static double round(double value, int digits) {
        if (!Double.isFinite(value) || value == 0 || digits > 400) {
            return value;
        }
        if (digits < -400) {
            return Math.copySign(0.0, value);
        }
        double rounded = new BigDecimal(value)
                .setScale(digits, java.math.RoundingMode.HALF_EVEN)
                .doubleValue();
        return rounded == 0 ? Math.copySign(0.0, value) : rounded;
    }
}
