namespace MlNetSeq2Seq.Tests.Testing;

/// <summary>A generator that notes by which member each of its draws was made.</summary>
internal sealed class DrawLog : Random
{
    private readonly KeyedRandom _draws = new(11);

    public List<string> Draws { get; } = [];

    public override int Next() => Log(nameof(Next), _draws.Next());

    public override int Next(int maxValue) => Log(nameof(Next), _draws.Next(maxValue));

    public override int Next(int minValue, int maxValue) => Log(nameof(Next), _draws.Next(minValue, maxValue));

    public override long NextInt64() => Log(nameof(NextInt64), _draws.NextInt64());

    public override long NextInt64(long maxValue) => Log(nameof(NextInt64) + " below", _draws.NextInt64(maxValue));

    public override long NextInt64(long minValue, long maxValue) =>
        Log(nameof(NextInt64) + " between", _draws.NextInt64(minValue, maxValue));

    public override float NextSingle() => Log(nameof(NextSingle), _draws.NextSingle());

    public override double NextDouble() => Log(nameof(NextDouble), _draws.NextDouble());

    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    public override void NextBytes(Span<byte> buffer)
    {
        Draws.Add(nameof(NextBytes));
        _draws.NextBytes(buffer);
    }

    protected override double Sample() => NextDouble();

    private T Log<T>(string member, T value)
    {
        Draws.Add(member);
        return value;
    }
}
