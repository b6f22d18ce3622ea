namespace MlNetSeq2Seq.Models;

/// <summary>Says in one wording what is wrong with a config.</summary>
/// <param name="who">The name of the config record.</param>
internal readonly struct ConfigCheck(string who)
{
    public void Positive(int value, string name) => Require(value > 0, name, value, "it must be above 0");

    public void Positive(double value, string name) => Require(value > 0 && double.IsFinite(value), name, value, "it must be above 0");

    public void NotNegative(int value, string name) => Require(value >= 0, name, value, "it must be at least 0");

    public void Rate(double value, string name) => Require(value is >= 0 and < 1, name, value, "it must be at least 0 and below 1");

    public void OneOf(string value, string name, params string[] known) =>
        Require(known.Contains(value, StringComparer.Ordinal), name, $"'{value}'", $"known is only {string.Join(", ", known)}");

    public void Multiple(int value, string name, int divisor, string of) =>
        Require(value % divisor == 0, name, value, $"{of} {divisor} does not divide it");

    public void Even(int value, string name) => Require(value % 2 == 0, name, value, "it must be even, as rotary positions turn pairs");

    /// <summary>Throws where a value is not what it must be.</summary>
    /// <param name="holds">Whether it is.</param>
    /// <param name="name">The JSON name of the value.</param>
    /// <param name="value">What was found.</param>
    /// <param name="wanted">What was wanted, as a clause.</param>
    /// <exception cref="ArgumentException">It is not.</exception>
    public void Require(bool holds, string name, object value, string wanted)
    {
        if (!holds)
        {
            throw new ArgumentException(FormattableString.Invariant($"{who} has {name} {value}; {wanted}."));
        }
    }
}
