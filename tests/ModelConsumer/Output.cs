namespace ModelConsumer;

internal sealed class Output
{
    public string Copy { get; set; } = "";

    public int[]? Ids { get; set; }
}
