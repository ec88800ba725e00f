namespace Harmonium.Tests.Storage;

/// <summary>A simulated power failure: no further calls of the program have any effect, whatever it catches.</summary>
internal sealed class PowerCutException : Exception;
