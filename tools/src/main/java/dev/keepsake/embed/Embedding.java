package dev.keepsake.embed;

public final class Embedding {
  private final float[] v;

  private Embedding(float[] v) {
    this.v = v.clone();
  }

  public static Embedding of(float[] v) {
    double n = 0;
    for (float f : v) n += f * f;
    float[] w = v.clone();
    for (int i = 0; i < w.length; i++) w[i] = (float) (w[i] / Math.sqrt(n));
    return new Embedding(w);
  }

  public static Embedding ofStored(float[] v) {
    return new Embedding(v);
  }

  public int dimension() {
    return v.length;
  }

  public float[] toArray() {
    return v.clone();
  }

  public double cosine(Embedding o) {
    double s = 0;
    for (int i = 0; i < v.length; i++) s += v[i] * o.v[i];
    return s;
  }
}
