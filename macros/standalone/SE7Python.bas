Attribute VB_Name = "SE7Python"
Option Explicit

' Where Python is reached in a workbook that brings the module xlwings with it, for
' computers on which no add-in may be installed.

Public Function Way(ByVal macro As String) As String
    Way = "'" & Replace(ThisWorkbook.Name, "'", "''") & "'!xlwings." & macro
End Function

Public Function SetUpCommand() As String
    SetUpCommand = "se7 install-addin --settings-only"
End Function

Public Function Obstacle() As String
    ' The module is always there.
    Obstacle = ""
End Function
