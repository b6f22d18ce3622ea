namespace TextModelConsumer;

/// <summary>Lets a test find this program's file.</summary>
public static class ConsumerAssembly;
