namespace MlNetSeq2Seq.Training.Watching;

/// <summary>The messages of an event file in the wire format of protocol buffers. Format: TensorFlow, event.proto, summary.proto, tensor.proto.</summary>
internal static class EventMessages
{
    // Members of TensorFlow's messages, by their numbers.
    private const int EventTime = 1;
    private const int EventStep = 2;
    private const int EventVersion = 3;
    private const int EventSummary = 5;
    private const int EventSession = 7;
    private const int SummaryValue = 1;
    private const int ValueTag = 1;
    private const int ValueSimple = 2;
    private const int ValueTensor = 8;
    private const int ValueMetadata = 9;
    private const int MetadataPlugin = 1;
    private const int PluginName = 1;
    private const int TensorType = 1;
    private const int TensorShape = 2;
    private const int TensorString = 8;
    private const int ShapeDimension = 2;
    private const int DimensionSize = 1;
    private const int SessionStatus = 1;
    private const int SessionStart = 1;
    private const int StringType = 7;

    /// <summary>What a file begins with.</summary>
    public static ProtoWriter Version(double time) => new ProtoWriter().Double(EventTime, time).Text(EventVersion, "brain.Event:2");

    /// <summary>Says that what was written of this step and later ones before is void.</summary>
    public static ProtoWriter Start(double time, long step) =>
        new ProtoWriter().Double(EventTime, time).Integer(EventStep, step).Message(EventSession, new ProtoWriter().Integer(SessionStatus, SessionStart));

    /// <summary>What was measured at a step.</summary>
    public static ProtoWriter Summary(double time, long step, IEnumerable<ProtoWriter> values)
    {
        var summary = new ProtoWriter();
        foreach (ProtoWriter value in values)
        {
            summary.Message(SummaryValue, value);
        }

        return new ProtoWriter().Double(EventTime, time).Integer(EventStep, step).Message(EventSummary, summary);
    }

    /// <summary>A point of a curve.</summary>
    public static ProtoWriter Scalar(string tag, double value) => new ProtoWriter().Text(ValueTag, tag).Single(ValueSimple, (float)value);

    /// <summary>Texts for TensorBoard's plugin of that name.</summary>
    /// <param name="tag">The name of the series of texts.</param>
    /// <param name="shape">How many rows and columns the texts have; empty for one text alone.</param>
    /// <param name="texts">The texts, row by row, Markdown.</param>
    public static ProtoWriter Texts(string tag, int[] shape, IEnumerable<string> texts)
    {
        var dimensions = new ProtoWriter();
        foreach (int size in shape)
        {
            dimensions.Message(ShapeDimension, new ProtoWriter().Integer(DimensionSize, size));
        }

        ProtoWriter tensor = new ProtoWriter().Integer(TensorType, StringType).Message(TensorShape, dimensions);
        foreach (string text in texts)
        {
            tensor.Text(TensorString, text);
        }

        ProtoWriter metadata = new ProtoWriter().Message(MetadataPlugin, new ProtoWriter().Text(PluginName, "text"));
        return new ProtoWriter().Text(ValueTag, tag).Message(ValueTensor, tensor).Message(ValueMetadata, metadata);
    }
}
