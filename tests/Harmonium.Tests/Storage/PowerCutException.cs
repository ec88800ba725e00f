namespace Harmonium.Tests.Storage;

/// <summary>The power is off: nothing of the program runs any more, no matter what it catches.</summary>
internal sealed class PowerCutException : Exception;
